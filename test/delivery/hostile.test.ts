import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { startRelay } from '../../api/delivery/relay.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { type Hostile, hostileServer, type Manners } from '../sinks/hostile.ts'
import { type World, world } from '../world.ts'

const people = 40
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

test('greylisting: everybody is put off once, and told at the second try', async () => {
  const stage = await stageOf({ rcpt: (_, tries) => (tries === 1 ? '451 4.7.1 Greylisted, come back' : undefined) })
  await stage.tell()
  expect(stage.once()).toEqual(everybody())
  expect(await stage.tries()).toEqual({ most: 2, sum: 2 * people })
})

test('421 at DATA counts against the server: everybody is told once', async () => {
  const stage = await stageOf({
    data: (address, tries) => (tries === 1 && number(address) % 10 === 0 ? '421 4.3.2 Shutting down' : undefined),
  })
  await stage.tell()
  expect(stage.once()).toEqual(everybody())
  expect(await stage.unwanted()).toEqual([])
})

test('hung up on in the middle of a mail, it is sent again whole', async () => {
  const stage = await stageOf({ cutAfter: (address, tries) => (tries === 1 && third(address) ? 700 : undefined) })
  await stage.tell()
  expect(stage.once()).toEqual(everybody())
  expect(stage.sink.accepted.every(({ whole }) => whole)).toBe(true)
})

test('an acceptance that got lost costs one more copy each, under the same name', async () => {
  const stage = await stageOf({ end: (address, tries) => (tries === 1 && third(address) ? 'lose' : 'accept') })
  await stage.tell()
  const copies = Map.groupBy(stage.sink.accepted, ({ to }) => to)
  for (const [address, mails] of copies) {
    expect(mails, address).toHaveLength(third(address) ? 2 : 1)
    expect(new Set(mails.map(({ id }) => id)).size).toBe(1)
  }
  expect(copies.size).toBe(people)
})

test('refused for good are those alone that the server means, and only who is nowhere is given up', async () => {
  const stage = await stageOf({
    rcpt: (address) => (number(address) % 20 === 1 ? '550 5.1.1 No such user' : undefined),
    end: (address) => (number(address) % 20 === 2 ? '554 5.7.1 Rejected by policy' : 'accept'),
  })
  await stage.tell()
  const wanted = everybody().filter((address) => number(address) % 20 !== 1 && number(address) % 20 !== 2)
  expect(stage.once()).toEqual(wanted)
  expect(await stage.unwanted()).toEqual(['reader1@example.org', 'reader21@example.org'])
})

test('answers in many lines are answers', async () => {
  const stage = await stageOf({
    wordy: true,
    rcpt: (address, tries) => (third(address) && tries === 1 ? '450 4.2.0 Busy' : undefined),
  })
  await stage.tell()
  expect(stage.once()).toEqual(everybody())
})

test('a server that allows three connections tells everybody over three', async () => {
  const stage = await stageOf({ mostOpen: 3 })
  await stage.tell()
  expect(stage.once()).toEqual(everybody())
  expect(stage.sink.seen.refused).toBeLessThan(5)
})

test('a server that allows few connections, and then none, and then some again, has everybody told once', async () => {
  const stage = await stageOf({ mostOpen: 1, pause: 10 }, 10)
  await stage.post()
  const delivered = stage.deliver()
  while (stage.sink.accepted.length < 5) await sleep(5)
  await stage.sink.down()
  await sleep(300)
  await stage.sink.up()
  await delivered
  expect(new Set(stage.told())).toEqual(new Set(everybody()))
  expect(stage.told().length).toBeLessThan(people + 2)
})

test('garbage instead of a greeting is the server’s failure; nobody is given up, and afterwards everybody is told once', async () => {
  const stage = await stageOf({ greet: () => 'HTTP/1.1 400 Bad Request' })
  await stage.tell(() => stage.sink.behave({}))
  expect(stage.once()).toEqual(everybody())
  expect(await stage.unwanted()).toEqual([])
})

test('a slow server is waited for', async () => {
  const stage = await stageOf({ pause: 60 })
  await stage.tell()
  expect(stage.once()).toEqual(everybody())
})

test('a server that never greets, or never answers a mail, holds up neither a post nor a stop, and loses nobody', async () => {
  for (const manners of [{ greet: () => undefined }, { end: () => 'hang' }] satisfies Manners[]) {
    const stage = await stageOf(manners)
    const relay = startRelay(stage.w.ctx, { alone: true })
    await stage.post()
    while (stage.sink.open() < 4) await sleep(5)
    const began = performance.now()
    await stage.post()
    expect(performance.now() - began).toBeLessThan(500)
    await relay.stop()
    expect(performance.now() - began).toBeLessThan(9000)
    stage.sink.hangUp()
    stage.sink.behave({})
    await stage.deliver()
    const subjects = Map.groupBy(stage.sink.accepted, ({ to }) => to)
    expect([...subjects.keys()].sort(byNumber)).toEqual(everybody())
    expect([...subjects.values()].every((mails) => mails.length === 2)).toBe(true)
  }
}, 40_000)

const number = (address: string) => Number(/\d+/.exec(address)?.[0])
const third = (address: string) => number(address) % 3 === 0
const byNumber = (a: string, b: string) => number(a) - number(b)
const everybody = () => Array.from({ length: people }, (_, n) => `reader${n + 1}@example.org`)

async function stageOf(manners: Manners, mailConnections = 4) {
  const sink: Hostile = await hostileServer(manners)
  const w: World = await world({ config: { smtpUrl: sink.url, mailConnections } })
  open.push(sink, w)
  await w.subscribers(people)
  const rows = async (sql: string) => (await w.ctx.db.client.execute(sql)).rows
  const post = () => openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })

  /** Lets the relay work until nothing is left. Time flies while it waits, and stands still while it holds something. */
  async function deliver(meanwhile?: () => void) {
    const relay = startRelay(w.ctx, { alone: true })
    for (let rounds = 0; (await rows(left)).length > 0; rounds++) {
      if (rounds === 40) meanwhile?.()
      if (rounds > 1500) throw new Error(`It does not end: ${JSON.stringify(await rows(stuck))}`)
      await sleep(10)
      if ((await rows("select 1 from deliveries where state = 'leased'")).length === 0) w.clock.advance(2000)
      relay.wake()
    }
    await relay.stop()
  }
  return {
    w,
    sink,
    post,
    deliver,
    async tell(meanwhile?: () => void) {
      await post()
      await deliver(meanwhile)
    },
    told: () => sink.accepted.map(({ to }) => to).sort(byNumber),
    /** Who was told; fails when somebody was told twice. */
    once(): string[] {
      const told = this.told()
      expect(told).toEqual([...new Set(told)])
      return told
    },
    async tries() {
      const [row] = await rows('select max(attempts) as most, sum(attempts) as sum from deliveries')
      return { ...row }
    },
    /** Who is written to no more. */
    unwanted: async () =>
      (await rows("select address from subscribers where state <> 'active' order by id")).map(({ address }) => address),
  }
}

const left = `select 1 from events where tell = 'list' and not exists (select 1 from fan_outs where event_id = events.id)
  union all select 1 from fan_outs where waiting > 0 or expanded_at is null`
const stuck = 'select state, outcome, count(*) as n from deliveries group by 1, 2'
