import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startRelay } from '../../api/delivery/relay.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { reactivateEndpoint } from '../../api/subscribers/endpoints/reactivateEndpoint.ts'
import { subscribers } from '../../db/schema.ts'
import { untilQuiet } from '../deliverAll.ts'
import { type Hooked, hookedWorld } from './hooked.ts'

let w: Hooked
beforeEach(async () => {
  w = await hookedWorld()
})
afterEach(() => w.close())

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const pauses = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

const open = (name: string) => openIncident(w.as('mara'), { name, body: 'We look.' })
const rowOf = async (id: number) => (await w.ctx.db.read.select().from(subscribers).where(eq(subscribers.id, id)))[0]
const rows = async (sql: string) => (await w.ctx.db.client.execute(sql)).rows
const subjects = () => w.mailbox('ops@example.org').map(({ subject }) => subject)

/** Lets the relay run on from try to try, until nothing is left to be tried before `end`. */
async function runUntil(end: number) {
  const relay = startRelay(w.ctx, { transport: w.transport, alone: true })
  // What follows from an answer is committed a moment after the answer: quiet is what stays quiet.
  const quiet = async () => {
    let before = ''
    for (let still = 0; still < 4; ) {
      await untilQuiet(w.ctx)
      const now = JSON.stringify(await rows('select max(id), (select sum(failures) from subscribers) from events'))
      still = now === before ? still + 1 : 0
      before = now
      await sleep(15)
    }
  }
  try {
    for (;;) {
      await quiet()
      const [next] = await rows("select min(next_try_at) as at from deliveries where state = 'retrying'")
      const at = Number(next?.at ?? 0)
      if (at === 0 || at > end) return w.clock.set(new Date(Math.max(end, w.clock.now().getTime())).toISOString())
      w.clock.set(new Date(at).toISOString())
      relay.wake()
    }
  } finally {
    await relay.stop()
  }
}

test('a receiver that is down for three days is tried ten times, its owner warned, then it is switched off', async () => {
  const tries: number[] = []
  const began = w.clock.now().getTime()
  const down = await w.receiver({
    answer: (_, { socket }) => {
      tries.push(w.clock.now().getTime())
      socket?.destroy()
    },
  })
  const fine = await w.receiver()
  const broken = await w.hook(down.url)
  await w.hook(fine.url)
  await w.subscriber('sam@example.org')
  await open('Checkout fails')

  await runUntil(began + 3 * hour)
  expect(fine.received).toHaveLength(1)
  expect(subjects()).toEqual(['Your endpoint for Harbour Books cannot be reached'])
  expect(await rowOf(broken.id)).toMatchObject({ state: 'active', failures: 5, failingSince: new Date(began) })

  await runUntil(began + 90 * hour)
  expect(tries).toHaveLength(10)
  for (const [index, pause] of pauses.entries()) {
    const waited = (tries[index + 1] as number) - (tries[index] as number)
    expect(waited / pause, `pause ${index + 1}`).toBeGreaterThanOrEqual(0.9)
    expect(waited / pause, `pause ${index + 1}`).toBeLessThanOrEqual(1.1)
  }
  expect(await rows("select state, attempts from deliveries where channel = 'webhook' order by id")).toEqual([
    { state: 'failed', attempts: 10 },
    { state: 'sent', attempts: 1 },
  ])
  expect(subjects()).toEqual([
    'Your endpoint for Harbour Books cannot be reached',
    'Your endpoint for Harbour Books was switched off',
  ])
  expect(await rowOf(broken.id)).toMatchObject({
    state: 'suppressed',
    suppressedFor: expect.stringContaining('connection'),
  })

  await open('Search is slow')
  await runUntil(began + 91 * hour)
  expect([tries.length, fine.received.length]).toEqual([10, 2])
  down.answer((_, response) => response.writeHead(200).end())
  await reactivateEndpoint(w.as('ada'), { id: String(broken.id) })
  await open('Payments fail')
  await runUntil(began + 92 * hour)
  expect(down.received).toHaveLength(11)
  expect(await rowOf(broken.id)).toMatchObject({ state: 'active', failures: 0, failingSince: null, warnedAt: null })
}, 60_000)

test('many messages to an endpoint that is down cost few requests; after three days it is off', async () => {
  let tries = 0
  const began = w.clock.now().getTime()
  const down = await w.receiver({ answer: (_, response) => response.writeHead(500).end(String(tries++)) })
  const { id } = await w.hook(down.url)
  for (let n = 0; n < 15; n++) await open(`Number ${n}`)
  await runUntil(began + 20 * minute)
  // One request, then after four seconds, a minute, five minutes, and each quarter of an hour.
  expect(tries).toBeLessThanOrEqual(5)
  for (const [hours, state] of [
    [71, 'active'],
    [73, 'suppressed'],
  ] as const) {
    w.clock.set(new Date(began + hours * hour).toISOString())
    await runUntil(w.clock.now().getTime() + minute)
    expect([hours, (await rowOf(id))?.state]).toEqual([hours, state])
  }
  expect(subjects()).toHaveLength(2)
}, 60_000)

test('a success in between begins anew: nobody is warned, and nothing switched off', async () => {
  let tries = 0
  const flaky = await w.receiver({ answer: (_, response) => response.writeHead(++tries % 4 === 0 ? 204 : 503).end() })
  const { id } = await w.hook(flaky.url)
  const began = w.clock.now().getTime()
  for (let day = 0; day < 5; day++) {
    await open(`Day ${day}`)
    await runUntil(began + (day + 1) * 24 * hour)
  }
  expect(await rowOf(id)).toMatchObject({ state: 'active', failingSince: null, failures: 0 })
  expect(subjects()).toEqual([])
}, 60_000)

test('410 switches it off at once, and its owner is told; what was refused is tried no more', async () => {
  const gone = await w.receiver({ answer: (_, response) => response.writeHead(410).end() })
  const { id } = await w.hook(gone.url)
  await open('Checkout fails')
  await runUntil(w.clock.now().getTime() + hour)
  expect(gone.received).toHaveLength(1)
  expect(await rowOf(id)).toMatchObject({ state: 'suppressed', suppressedFor: 'HTTP 410: nobody is there' })
  expect(subjects()).toEqual(['Your endpoint for Harbour Books was switched off'])
  expect(await rows("select state from deliveries where channel = 'webhook'")).toEqual([{ state: 'suppressed' }])
})

test('Retry-After is waited for, though the schedule would come sooner', async () => {
  const tries: number[] = []
  const busy = await w.receiver({
    answer: (_, response) => {
      tries.push(w.clock.now().getTime())
      if (tries.length < 3) response.writeHead(429, { 'Retry-After': '900' }).end()
      else response.writeHead(204).end()
    },
  })
  await w.hook(busy.url)
  await open('Checkout fails')
  await runUntil(w.clock.now().getTime() + 2 * hour)
  const [first = 0, second = 0, third = 0] = tries
  expect(tries).toHaveLength(3)
  expect(second - first).toBeGreaterThanOrEqual(15 * minute)
  expect(third - second).toBeGreaterThanOrEqual(15 * minute)
})

test('without an owner nobody is told, and it is switched off all the same', async () => {
  const gone = await w.receiver({ answer: (_, response) => response.writeHead(410).end() })
  const { id } = await w.hook(gone.url)
  await w.ctx.db.write('urgent', (tx) =>
    tx.update(subscribers).set({ ownerAddress: null }).where(eq(subscribers.id, id)),
  )
  await open('Checkout fails')
  await runUntil(w.clock.now().getTime() + hour)
  expect((await rowOf(id))?.state).toBe('suppressed')
  expect(w.mailbox()).toEqual([])
})
