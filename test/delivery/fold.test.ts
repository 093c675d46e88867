import { afterEach, beforeEach, expect, test } from 'vitest'
import { startClock } from '../../api/clock.ts'
import { detailsKept, foldDeliveries } from '../../api/delivery/foldDeliveries.ts'
import { resendFailed } from '../../api/delivery/resendFailed.ts'
import { forgetSessions } from '../../api/people/forgetSessions.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { type World, world } from '../world.ts'
import { steps } from './steps.ts'

let w: World
const { open, expand, rows } = steps(() => w)
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const sql = (text: string) => w.ctx.db.write('urgent', (tx) => tx.run(text))
const ledger = async () => Number((await rows('select count(*) as n from deliveries'))[0]?.n)
const counters = () =>
  rows(
    'select waiting, sent, failed, suppressed, bounced, skipped, retried, folded_at as at from fan_outs order by event_id',
  )
async function foldAll(): Promise<number> {
  let chunks = 0
  while ((await foldDeliveries(w.as('clock'))) > 0) chunks++
  return chunks
}

test('after 90 days the rows go in chunks, and the counters stay as they are', async () => {
  await w.subscribers(1300)
  await open()
  await w.deliverAll()
  await sql("update deliveries set state = 'bounced' where id % 100 = 0")
  await sql('update fan_outs set sent = 1287, bounced = 13, retried = 4')
  const before = await counters()
  w.clock.advance(detailsKept - 1)
  expect(await foldAll()).toBe(0)
  expect(await ledger()).toBe(1300)
  w.clock.advance(1)
  expect(await foldAll()).toBe(3)
  expect(await ledger()).toBe(0)
  expect(await counters()).toEqual([{ ...before[0], at: +w.clock.now() }])
  expect(await foldAll()).toBe(0)
})

test('what still waits after 90 days is given up as failed, in the counters too', async () => {
  await w.subscribers(4)
  const eventId = await open()
  await expand(eventId)
  await sql("update deliveries set state = 'retrying', next_try_at = 1 where id = 1")
  await sql("update deliveries set state = 'leased', lease_until = 1 where id = 2")
  w.clock.advance(detailsKept)
  await foldAll()
  expect(await ledger()).toBe(0)
  expect(await counters()).toMatchObject([{ waiting: 0, failed: 4 }])
  await w.deliverAll()
  expect(w.mailbox()).toEqual([])
})

test('what nobody had expanded yet is not told 90 days late', async () => {
  await w.subscribers(2)
  await open()
  const { openFanOuts } = await import('../../api/delivery/fanOut.ts')
  await openFanOuts(w.ctx)
  w.clock.advance(detailsKept)
  await foldAll()
  await w.deliverAll()
  expect(w.mailbox()).toEqual([])
})

test('what is being sent at this moment, and what was sent again lately, stays; newer ones are not held up by it', async () => {
  await w.subscribers(2)
  await open()
  await w.deliverAll({ ...w.transport, send: async () => ({ kind: 'refused', answer: '554' }) })
  await open('Search fails')
  await w.deliverAll()
  w.clock.advance(detailsKept - 3_600_000)
  await resendFailed(w.as('mara'), { version: 1 })
  w.clock.advance(3_600_000)
  await foldAll()
  expect(await rows('select distinct event_id as id from deliveries')).toEqual([{ id: 1 }])
  w.clock.advance(detailsKept)
  await sql(`update deliveries set state = 'leased', lease_until = ${+w.clock.now() + 20_000} where id = 1`)
  await foldAll()
  expect(await ledger()).toBe(1)
  w.clock.advance(20_000)
  await foldAll()
  expect(await ledger()).toBe(0)
})

test('mail for one person is folded as well, and the clock does all of it', async () => {
  for (let n = 0; n < 5; n++) await subscribe(w.ctx, { email: `sam${n}@example.org` })
  await w.deliverAll()
  await sql(
    `insert into due (kind, subject, at, done_at) values ('promise', 'old', 1, 1), ('promise', 'new', 2, ${+w.clock.now() + detailsKept})`,
  )
  await sql(`insert into sessions (id_hash, public_id, person_id, created_at, expires_at, ends_at, user_agent)
    values ('h', 'p', 'maramanager0', 1, 2, 3, 'Firefox')`)
  w.clock.advance(detailsKept)
  const clock = startClock(w.ctx, { every: 3_600_000, sweeps: [foldDeliveries, forgetSessions] })
  await clock.tick()
  await clock.stop()
  expect(await ledger()).toBe(0)
  expect(await rows('select count(*) as n from fan_outs where folded_at is null')).toEqual([{ n: 0 }])
  expect(await rows("select subject from due where kind = 'promise'")).toEqual([{ subject: 'new' }])
  expect(await rows('select * from sessions')).toEqual([])
})

test('what is due does not wait for a long sweep', async () => {
  let sweeps = 0
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const clock = startClock(w.ctx, {
    every: 5,
    sweeps: [
      async () => {
        sweeps++
        await held
        return 1
      },
    ],
  })
  await expect.poll(() => sweeps).toBe(1)
  const seen = clock.lastTickAt()
  w.clock.advance(1000)
  await expect.poll(() => clock.lastTickAt()).not.toEqual(seen)
  const stopped = clock.stop()
  release()
  await stopped
  expect(sweeps).toBe(1)
})
