import { afterEach, beforeEach, expect, test } from 'vitest'
import { expandNext, openFanOuts } from '../../api/delivery/fanOut.ts'
import { newPace } from '../../api/delivery/pace.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { countRecipients } from '../../api/subscribers/recipientsOf.ts'
import { components } from '../../db/schema.ts'
import { begins } from '../cast.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

test('tells those who follow everything, the component or its group; nobody unconfirmed, nobody who left', async () => {
  const { checkout, payments, search } = w.components
  const group = { id: 'shopgroup000', isGroup: true, name: 'Shop', position: 9, createdAt: begins, updatedAt: begins }
  await w.ctx.db.write('urgent', (tx) => tx.insert(components).values(group))
  await w.ctx.db.client.execute({ sql: 'update components set group_id = ? where id = ?', args: [group.id, checkout] })
  await w.subscriber('everything@example.org')
  await w.subscriber('checkout@example.org', { only: [checkout] })
  await w.subscriber('group@example.org', { only: [group.id] })
  await w.subscriber('both@example.org', { only: [payments, checkout] })
  await w.subscriber('search@example.org', { only: [search] })
  await w.subscriber('unconfirmed@example.org', { state: 'pending' })
  await w.subscriber('left@example.org', { state: 'unsubscribed' })
  await w.subscriber('never-confirmed@example.org', { confirmedAt: null })
  await w.subscriber('too-late@example.org', { confirmedAt: new Date(begins.getTime() + 1) })

  await openOn(checkout, payments)
  await w.deliverAll()
  const told = ['both@example.org', 'checkout@example.org', 'everything@example.org', 'group@example.org']
  expect(tos()).toEqual(told)
  expect(await countRecipients(w.ctx.db.read, { ...opening, components: [checkout, payments] }, begins)).toEqual({
    email: told.length,
  })
})

test('an incident on no component is told to those who follow everything', async () => {
  await w.subscriber('everything@example.org')
  await w.subscriber('checkout@example.org', { only: [w.components.checkout] })
  await openOn()
  await w.deliverAll()
  expect(tos()).toEqual(['everything@example.org'])
})

test('what is to be told to nobody opens no fan-out', async () => {
  await w.subscriber('sam@example.org')
  await openIncident(w.as('mara'), { name: 'Quiet', body: 'Nobody is told.', notify: false })
  expect(await openFanOuts(w.ctx)).toBe(false)
})

test('expands in chunks by key, wherever it was broken off, and twice adds nothing', async () => {
  await w.subscribers(25)
  await openOn()
  const pace = newPace({ first: 10, least: 10, most: 10, aim: 15 })
  expect(await openFanOuts(w.ctx)).toBe(true)
  expect(await openFanOuts(w.ctx)).toBe(false)
  await expandNext(w.ctx, pace)
  expect(await fanOut()).toEqual({ cursor: 10, waiting: 10, done: 0 })
  while ((await expandNext(w.ctx, pace)) !== undefined);
  expect(await fanOut()).toEqual({ cursor: 20, waiting: 25, done: 1 })

  await w.ctx.db.client.execute('update fan_outs set cursor = 0, expanded_at = null')
  while ((await expandNext(w.ctx, pace)) !== undefined);
  expect(await fanOut()).toEqual({ cursor: 20, waiting: 25, done: 1 })
  expect(await rows('select count(*) as n from deliveries')).toEqual([{ n: 25 }])
})

test('two processes that expand at once take turns', async () => {
  await w.subscribers(200)
  await openOn()
  const pace = newPace({ first: 10, least: 10, most: 10, aim: 15 })
  await openFanOuts(w.ctx)
  const all = async () => {
    while ((await expandNext(w.ctx, pace)) !== undefined);
  }
  await Promise.all([all(), all(), all()])
  expect(await fanOut()).toEqual({ cursor: 200, waiting: 200, done: 1 })
})

test('an event is held back until its time', async () => {
  await w.subscriber('sam@example.org')
  await openOn()
  await w.ctx.db.client.execute({ sql: 'update events set not_before = ?', args: [begins.getTime() + 10_000] })
  await w.deliverAll()
  expect(tos()).toEqual([])
  w.clock.advance(10_000)
  await w.deliverAll()
  expect(tos()).toEqual(['sam@example.org'])
})

test('the next chunk follows the time of the last one', () => {
  const pace = newPace({ first: 1000, least: 100, most: 5000, aim: 15 })
  pace.took(5)
  expect(pace.size()).toBe(2000)
  pace.took(20)
  expect(pace.size()).toBe(1500)
  for (let n = 0; n < 9; n++) pace.took(1)
  expect(pace.size()).toBe(5000)
  for (let n = 0; n < 9; n++) pace.took(1000)
  expect(pace.size()).toBe(100)
})

const opening = { hearing: 'incidents', milestone: true, major: true } as const

async function openOn(...ids: string[]) {
  const states = ids.map((id) => ({ id, state: 'partial_outage' as const }))
  return openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.', components: states })
}

const tos = () =>
  w
    .mailbox()
    .map(({ to }) => to)
    .sort()

const rows = async (sql: string) => (await w.ctx.db.client.execute(sql)).rows

const fanOut = async () => (await rows('select cursor, waiting, expanded_at is not null as done from fan_outs'))[0]
