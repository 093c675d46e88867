import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startClock } from '../api/clock.ts'
import { configurePage } from '../api/components/configurePage.ts'
import { openIncident } from '../api/incidents/openIncident.ts'
import { postUpdate } from '../api/incidents/postUpdate.ts'
import { due, events, promises } from '../db/schema.ts'
import { type World, world } from './world.ts'

let w: World
let clock: ReturnType<typeof startClock>
beforeEach(async () => {
  w = await world()
  clock = startClock(w.ctx, { every: 3_600_000 })
  await clock.tick()
})
afterEach(async () => {
  await clock.stop()
  await w.close()
})

const days = async () =>
  (await w.ctx.db.read.select().from(events).where(eq(events.kind, 'page.dayBegan'))).filter(
    (row) => row.publicSeq !== null,
  )
const midnights = async () =>
  (await w.ctx.db.read.select().from(due).where(eq(due.kind, 'day')))
    .filter((row) => !row.doneAt)
    .map((row) => row.at.toISOString())

test("midnight in the page's zone moves the public version, once a day", async () => {
  expect(await midnights()).toEqual(['2026-03-01T23:00:00.000Z'])
  w.clock.set('2026-03-01T22:59:59Z')
  await clock.tick()
  expect(await days()).toHaveLength(0)
  w.clock.set('2026-03-01T23:00:00Z')
  await clock.tick()
  await clock.tick()
  expect(await days()).toHaveLength(1)
  expect(await midnights()).toEqual(['2026-03-02T23:00:00.000Z'])
})

test('three days asleep are one midnight, not three', async () => {
  w.clock.set('2026-03-04T12:00:00Z')
  await clock.tick()
  await clock.tick()
  expect(await days()).toHaveLength(1)
  expect(await midnights()).toEqual(['2026-03-04T23:00:00.000Z'])
})

test('another zone has another midnight', async () => {
  await configurePage(w.as('ada'), { timeZone: 'America/New_York' })
  expect(await midnights()).toEqual(['2026-03-02T05:00:00.000Z'])
})

test('a promise that nobody kept lapses, in public, once; one that was kept does not', async () => {
  const by = new Date('2026-03-01T09:30:00Z')
  const id = await openIncident(w.as('mara'), { name: 'Slow', body: 'Looking.', nextUpdateBy: by })
  await openIncident(w.as('mara'), { name: 'Slower', body: 'Looking.', nextUpdateBy: by }).then((other) =>
    postUpdate(w.as('mara'), { incidentId: other, body: 'Still looking.' }),
  )
  w.clock.set('2026-03-01T09:31:00Z')
  await clock.tick()
  await clock.tick()
  const lapsed = await w.ctx.db.read.select().from(events).where(eq(events.kind, 'promise.lapsed'))
  expect(lapsed).toMatchObject([{ incidentId: id, audience: 'public', tell: 'list' }])
  await postUpdate(w.as('mara'), { incidentId: id, body: 'Found it.' })
  const rows = await w.ctx.db.read.select().from(promises).where(eq(promises.incidentId, id))
  expect(rows).toMatchObject([{ lapsedAt: by, keptAt: w.clock.now() }])
})
