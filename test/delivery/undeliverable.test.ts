import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outcome, Recorded } from '../../api/delivery/channel.ts'
import { noteOutcomes } from '../../api/delivery/undeliverable.ts'
import type { DeliveryState, EventKind } from '../../db/vocabulary.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const states: Partial<Record<Outcome['kind'], DeliveryState>> = { sent: 'sent', refused: 'failed', gone: 'suppressed' }
const policy = '554 5.7.1 Not wanted'

/** A mail of an event to somebody, as it was recorded. */
const recorded = (recipientId: number, kind: Outcome['kind'], answer = policy, more: Partial<Recorded> = {}) => ({
  delivery: { id: 1, eventId: 1, recipientId, rank: 1, attempts: 1, fence: 1, leaseUntil: 0 },
  outcome: { kind, answer },
  state: states[kind] ?? 'retrying',
  ...more,
})
const note = (...results: Recorded[]) => noteOutcomes(w.ctx, results)
const sam = async () => subscriberOf(w.ctx, 'sam@example.org')
const eventsOf = async (kind: EventKind) =>
  (await w.ctx.db.client.execute({ sql: 'select subject, after from events where kind = ?', args: [kind] })).rows

test('nobody there is suppressed at once, with the reason; others in the same group are not', async () => {
  const id = await w.subscriber('sam@example.org')
  const other = await w.subscriber('kim@example.org')
  await note(recorded(id, 'gone', '550 5.1.1 Nobody here'), recorded(other, 'refused'))
  expect(await sam()).toMatchObject({ state: 'suppressed', suppressedFor: '550 5.1.1 Nobody here' })
  expect(await subscriberOf(w.ctx, 'kim@example.org')).toMatchObject({ state: 'active', failures: 1 })
  expect(await eventsOf('subscriber.suppressed')).toEqual([
    { subject: String(id), after: '{"reason":"550 5.1.1 Nobody here"}' },
  ])
})

test('three events in a row that were refused suppress; a success in between begins anew', async () => {
  const id = await w.subscriber('sam@example.org')
  for (const kind of ['refused', 'refused', 'sent', 'refused', 'refused'] as const) await note(recorded(id, kind))
  expect(await sam()).toMatchObject({ state: 'active', failures: 2 })
  await note(recorded(id, 'refused'))
  expect(await sam()).toMatchObject({ state: 'suppressed', suppressedFor: policy })
})

test('what was given up after two days counts, what is only put off does not', async () => {
  const id = await w.subscriber('sam@example.org')
  await note(recorded(id, 'later', '452 4.2.2 Full'), recorded(id, 'down', 'ECONNREFUSED'))
  expect(await sam()).toMatchObject({ failures: 0 })
  await note(recorded(id, 'later', '452 4.2.2 Full', { state: 'failed' }))
  expect(await sam()).toMatchObject({ failures: 1 })
})

test('a refusal of ourselves never suppresses anybody', async () => {
  const id = await w.subscriber('sam@example.org')
  for (let event = 0; event < 5; event++)
    await note(recorded(id, 'refused', '550 5.7.1 Blocked using zen.spamhaus.org'))
  expect(await sam()).toMatchObject({ state: 'active', failures: 0 })
})

test('an event that most could not get says nothing about any of them', async () => {
  const id = await w.subscriber('sam@example.org', { failures: 2 })
  await w.ctx.db.write('urgent', async (tx) => {
    await tx.run(
      sql`insert into events (id, at, actor, kind, subject, audience) values (900, 0, 'system', 'incident.opened', 'x', 'public')`,
    )
    await tx.run(sql`insert into fan_outs (event_id, channel, sent, failed) values (900, 'email', 3, 40)`)
  })
  const { delivery } = recorded(id, 'refused')
  await note(recorded(id, 'refused', policy, { delivery: { ...delivery, eventId: 900 } }))
  expect(await sam()).toMatchObject({ state: 'active', failures: 2 })
})

test('mails that went well cost no write', async () => {
  const id = await w.subscriber('sam@example.org')
  const writes: unknown[] = []
  const write: typeof w.ctx.db.write = (urgency, work) => w.ctx.db.write(urgency, work).finally(() => writes.push(work))
  const ctx = { ...w.ctx, db: { ...w.ctx.db, write } }
  const fifty = Array.from({ length: 50 }, () => recorded(id, 'sent'))
  await noteOutcomes(ctx, fifty)
  expect(writes).toHaveLength(0)
  await noteOutcomes(ctx, [recorded(id, 'refused')])
  await noteOutcomes(ctx, fifty)
  expect(writes).toHaveLength(2)
  expect(w.logged).toEqual([])
})

test('a mail to the owner of an endpoint, or to an address still to be proven, says nothing about the subscriber', async () => {
  const id = await w.subscriber('sam@example.org')
  const endpoint = await w.subscriber('sealed', { channel: 'webhook', ownerAddress: 'ops@example.org' })
  await w.ctx.db.write('urgent', (tx) =>
    tx.run(
      sql`insert into events (id, at, actor, kind, subject, audience) values (900, 0, 'stranger', 'subscriber.addressAsked', ${String(id)}, 'internal')`,
    ),
  )
  const { delivery } = recorded(id, 'gone')
  await note(
    recorded(endpoint, 'gone', '550 5.1.1'),
    recorded(endpoint, 'refused'),
    recorded(id, 'gone', '550 5.1.1', { delivery: { ...delivery, eventId: 900, rank: 0 } }),
  )
  const rows = (await w.ctx.db.client.execute('select state, failures from subscribers order by id')).rows
  expect(rows).toEqual(Array(2).fill({ state: 'active', failures: 0 }))
})

test('whoever left stays away, and is not called suppressed', async () => {
  const id = await w.subscriber('sam@example.org', { state: 'unsubscribed' })
  await note(recorded(id, 'gone', '550 5.1.1'))
  expect(await sam()).toMatchObject({ state: 'unsubscribed' })
  expect(await eventsOf('subscriber.suppressed')).toEqual([])
})

test('trouble with the database stops nothing; it is logged', async () => {
  await noteOutcomes({ ...w.ctx, db: undefined as never }, [recorded(1, 'gone')])
  expect(w.logged).toEqual([expect.objectContaining({ level: 'error' })])
})
