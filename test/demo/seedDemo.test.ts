import { afterEach, beforeEach, expect, test } from 'vitest'
import { shownStates } from '../../api/components/claims.ts'
import { seedDemo } from '../../api/demo/seedDemo.ts'
import { readHome } from '../../api/reads/home.ts'
import { components, due, events, incidents, promises, publications, subscribers, updates } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world({ bare: true })
  w.clock.set('2026-03-18T14:07:33.000Z')
})
afterEach(() => w.close())

const seed = () => seedDemo(w.as('stranger'), w.clock.now())

test('tells half an hour without orders, in four states, with a published post-mortem', async () => {
  expect(await seed()).toBe(true)
  const { read } = w.ctx.db
  const all = await read.select().from(incidents)
  const outage = all.find(({ severity }) => severity === 'SEV1')
  expect(outage).toMatchObject({ status: 'postmortem', impact: 'major' })
  const posts = (await read.select().from(updates)).filter(({ incidentId }) => incidentId === outage?.id)
  expect(posts.map(({ status }) => status)).toEqual([
    'investigating',
    'investigating',
    'identified',
    'monitoring',
    'resolved',
    'postmortem',
  ])
  const [publication] = await read.select().from(publications)
  expect(publication?.incidentId).toBe(outage?.id)
  // 09:07 in Amsterdam, and half an hour later.
  expect(publication?.body).toContain('From 09:07 to 09:37 no order')
})

test('nobody is told of the past, and every event stands at its time, in order', async () => {
  await seed()
  const log = await w.ctx.db.read.select().from(events)
  expect(log.every(({ tell }) => tell === 'nobody')).toBe(true)
  expect(log.map(({ at }) => +at)).toEqual(log.map(({ at }) => +at).toSorted((a, b) => a - b))
  expect(log.every(({ at }) => at <= w.clock.now())).toBe(true)
  expect(
    (await w.ctx.db.read.select().from(subscribers)).every(
      ({ state, address }) => state === 'active' && address.endsWith('@example.org'),
    ),
  ).toBe(true)
})

test('ninety days show smaller trouble, a maintenance that is done and one to come; one small thing still runs', async () => {
  await seed()
  const { read } = w.ctx.db
  const all = await read.select().from(incidents)
  expect(all.filter(({ kind }) => kind === 'incident').length).toBeGreaterThanOrEqual(8)
  expect(
    all
      .filter(({ kind }) => kind === 'maintenance')
      .map(({ status }) => status)
      .sort(),
  ).toEqual(['completed', 'scheduled'])
  expect(
    all.filter(({ status, kind }) => kind === 'incident' && status !== 'resolved' && status !== 'postmortem'),
  ).toHaveLength(1)
  expect([...(await shownStates(read)).values()]).toEqual(['degraded_performance'])
  expect((await read.select().from(components)).filter(({ isGroup }) => !isGroup)).toHaveLength(9)
  // What the clock still has to do lies ahead; what lies behind was kept or done by hand.
  expect((await read.select().from(due)).filter(({ doneAt, at }) => !doneAt && at <= w.clock.now())).toEqual([])
  expect((await read.select().from(promises)).filter(({ keptAt, by }) => !keptAt && by <= w.clock.now())).toEqual([])
})

test.each(['2026-03-29T03:30:00Z', '2026-10-25T01:30:00Z', '2026-01-01T00:05:00Z'])(
  'at %s it can be told as well',
  async (now) => {
    w.clock.set(now)
    expect(await seed()).toBe(true)
    expect(await readHome(w.ctx)).toBeDefined()
  },
)

test('of two starts at once on an empty database one seeds, and a page that is there is left alone', async () => {
  const both = await Promise.all([seed(), seed()])
  expect(both.toSorted()).toEqual([false, true])
  expect(await seed()).toBe(false)
  expect((await w.ctx.db.read.select().from(components)).filter(({ isGroup }) => isGroup)).toHaveLength(3)
})
