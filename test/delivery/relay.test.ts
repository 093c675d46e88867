import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailSchedule } from '../../api/delivery/backoff.ts'
import { startDeliverer } from '../../api/delivery/deliver.ts'
import type { Transport } from '../../api/delivery/email.ts'
import { openFanOuts } from '../../api/delivery/fanOut.ts'
import { lease, leaseTime, renew } from '../../api/delivery/lease.ts'
import { startRelay } from '../../api/delivery/relay.ts'
import { settle } from '../../api/delivery/settle.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { unsubscribe } from '../../api/subscribers/unsubscribe.ts'
import { untilQuiet } from '../deliverAll.ts'
import { type World, world } from '../world.ts'
import { steps, until } from './steps.ts'

let w: World
const { open, expand, rows, leaveToken } = steps(() => w)
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const mail = { kind: 'email', schedule: mailSchedule } as const

test('a crash between the commit and the mail loses nothing: the next start sends it', async () => {
  await w.subscribers(3)
  await open()
  // The process ends here, before its relay was woken; another one starts.
  await w.deliverAll()
  expect(w.mailbox()).toHaveLength(3)
  await w.deliverAll()
  expect(w.mailbox()).toHaveLength(3)
})

test('deliveries leased by a dead process go out: at once when we are alone, else when the lease ends', async () => {
  await w.subscribers(4)
  await expand(await open())
  expect(await lease(w.ctx, 'email', 'the dead', 2)).toHaveLength(2)
  const peer = startRelay(w.ctx, { transport: w.transport, alone: false })
  await until(() => w.mailbox().length === 2)
  await peer.stop()
  expect(w.mailbox()).toHaveLength(2)
  w.clock.advance(leaseTime)
  await renew(w.ctx, 'email', 'a peer', [])
  await w.deliverAll()
  expect(w.mailbox()).toHaveLength(4)
  expect(new Set(w.mailbox().map(({ to }) => to)).size).toBe(4)

  await expand(await open())
  await lease(w.ctx, 'email', 'the dead', 4)
  await w.deliverAll()
  expect(w.mailbox()).toHaveLength(8)
})

test('two relays on one database are peers: nobody is told twice', async () => {
  await w.subscribers(400)
  const slow: Transport = { ...w.transport, send: async (mail) => sleep(1).then(() => w.transport.send(mail)) }
  const relays = [1, 2, 3].map(() => startRelay(w.ctx, { transport: slow, alone: false }))
  await open()
  for (const relay of relays) relay.wake()
  await untilQuiet(w.ctx)
  for (const relay of relays) await relay.stop()
  expect(w.mailbox()).toHaveLength(400)
  expect(new Set(w.mailbox().map(({ to }) => to)).size).toBe(400)
})

test('the late result of an owner who slept through the lease is not believed', async () => {
  await w.subscribers(1)
  await expand(await open())
  const [slept] = await lease(w.ctx, 'email', 'the sleeper', 1)
  w.clock.advance(leaseTime)
  await renew(w.ctx, 'email', 'the peer', [])
  const [taken] = await lease(w.ctx, 'email', 'the peer', 1)
  if (!slept || !taken) throw new Error('Both must have had it.')
  expect(taken.fence).toBe(slept.fence + 1)
  await settle(w.ctx, mail, [{ delivery: slept, outcome: { kind: 'gone', answer: '550 5.1.1 late' } }])
  expect(await rows('select state, outcome from deliveries')).toEqual([{ state: 'leased', outcome: null }])
  await settle(w.ctx, mail, [{ delivery: taken, outcome: { kind: 'sent', answer: '250 ok' } }])
  await settle(w.ctx, mail, [{ delivery: taken, outcome: { kind: 'sent', answer: 'again' } }])
  expect(await rows('select state, outcome from deliveries')).toEqual([{ state: 'sent', outcome: '250 ok' }])
  expect(await rows('select waiting, sent, suppressed from fan_outs')).toEqual([{ waiting: 0, sent: 1, suppressed: 0 }])
})

test('an owner who sleeps renews nothing that it lost', async () => {
  await w.subscribers(2)
  await expand(await open())
  const mine = await lease(w.ctx, 'email', 'me', 2)
  const ids = mine.map(({ id }) => id)
  expect((await renew(w.ctx, 'email', 'me', ids)).ids).toEqual(new Set(ids))
  w.clock.advance(leaseTime / 2)
  expect((await renew(w.ctx, 'email', 'me', ids.slice(1))).ids).toEqual(new Set(ids.slice(1)))
  w.clock.advance(leaseTime / 2)
  // What slipped out of its hands was not renewed, and is free for all.
  expect((await renew(w.ctx, 'email', 'me', ids)).ids).toEqual(new Set(ids.slice(1)))
  expect((await lease(w.ctx, 'email', 'a peer', 9)).map(({ id }) => id)).toEqual(ids.slice(0, 1))
  w.clock.advance(leaseTime)
  expect((await renew(w.ctx, 'email', 'me', ids)).ids).toEqual(new Set())
})

test('a process that slept through its leases sends nothing of what it held', async () => {
  await w.subscribers(60)
  await expand(await open())
  const late: number[] = []
  let tried = 0
  const deliverer = startDeliverer(w.ctx, {
    kind: 'email',
    schedule: mailSchedule,
    connections: 2,
    close: async () => {},
    async send({ id, leaseUntil }) {
      await sleep(1)
      if (leaseUntil <= w.clock.now().getTime()) late.push(id)
      if (++tried === 20) w.clock.advance(leaseTime)
      return { kind: 'sent', answer: '250' }
    },
  })
  await until(async () => (await rows("select 1 from deliveries where state = 'waiting'")).length === 0)
  await deliverer.stop()
  // Two connections: one more was under way when the clock jumped.
  expect(late.length).toBeLessThanOrEqual(1)
  expect(tried).toBeLessThan(60)
  expect((await rows("select 1 from deliveries where state = 'leased'")).length).toBeGreaterThan(0)
})

test('who unsubscribes while the list is worked off gets nothing more', async () => {
  await w.subscribers(30)
  let told = 0
  const leaving: Transport = {
    ...w.transport,
    connections: 1,
    async send(mail) {
      if (++told === 5) for (let id = 1; id <= 10; id++) await unsubscribe(w.ctx, { token: leaveToken(id) })
      return w.transport.send(mail)
    },
  }
  await open()
  await w.deliverAll(leaving)
  expect(w.mailbox()).toHaveLength(20)
  expect(await rows('select waiting, sent, skipped from fan_outs')).toEqual([{ waiting: 0, sent: 20, skipped: 10 }])
})

test('mail for one person goes before lists, and the newest event before older ones', async () => {
  await w.subscribers(40)
  await expand(await open('Older'))
  await expand(await open('Newer'))
  await subscribe(w.ctx, { email: 'sam@example.org' })
  await openFanOuts(w.ctx)
  await w.deliverAll({ ...w.transport, connections: 1 })
  const subjects = w.mailbox().map(({ subject }) => subject)
  expect(subjects[0]).toMatch(/^Confirm/)
  expect(subjects.slice(1, 41)).toEqual(Array(40).fill('Newer'))
  expect(subjects.slice(41)).toEqual(Array(40).fill('Older'))
})

test('a withdrawn update is not mailed to those who have not got it yet', async () => {
  await w.subscribers(2)
  const incidentId = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await w.deliverAll()
  const updateId = await postUpdate(w.as('mara'), { incidentId, body: 'Posted by mistake.' })
  await retractUpdate(w.as('mara'), { updateId, reason: 'Meant for another page.' })
  await w.deliverAll()
  expect(w.mailbox()).toHaveLength(2)
})

test('without a mail server deliveries wait, and are not counted as sent', async () => {
  await w.subscribers(3)
  await open()
  const relay = startRelay(w.ctx, { alone: true })
  await until(async () => (await rows('select 1 from fan_outs where expanded_at is not null')).length === 1)
  await relay.stop()
  expect(await rows('select waiting, sent from fan_outs')).toEqual([{ waiting: 3, sent: 0 }])
  expect(await rows('select distinct state, attempts from deliveries')).toEqual([{ state: 'waiting', attempts: 0 }])
})

test('a stop waits for what is under way, records it and gives the rest back', async () => {
  await w.subscribers(50)
  const slow: Transport = {
    ...w.transport,
    connections: 2,
    send: async (mail) => sleep(100).then(() => w.transport.send(mail)),
  }
  await expand(await open())
  const relay = startRelay(w.ctx, { transport: slow, alone: true })
  await sleep(60)
  await relay.stop()
  const sent = w.mailbox().length
  expect(sent).toBeGreaterThan(0)
  expect(sent).toBeLessThan(10)
  expect(
    await rows('select state, count(*) as n, max(attempts) as tries from deliveries group by 1 order by 1'),
  ).toEqual([
    { state: 'sent', n: sent, tries: 1 },
    { state: 'waiting', n: 50 - sent, tries: 0 },
  ])
})
