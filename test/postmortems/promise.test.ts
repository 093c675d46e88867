import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startClock } from '../../api/clock.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { promisePostmortem } from '../../api/postmortems/promisePostmortem.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { readFeed } from '../../api/reads/feed.ts'
import { readIncident } from '../../api/reads/incident.ts'
import { readPostmortem } from '../../api/reads/resources.ts'
import { readIncidents } from '../../api/reads/statuspage.ts'
import { events } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
let clock: ReturnType<typeof startClock>
let incidentId: string
beforeEach(async () => {
  w = await world()
  clock = startClock(w.ctx, { every: 3_600_000 })
  incidentId = await openIncident(w.as('mara'), { name: 'Orders were down', body: 'Looking.' })
})
afterEach(async () => {
  await clock.stop()
  await w.close()
})

const resolve = () => resolveIncident(w.as('mara'), { incidentId, body: 'Over.' })
const promise = (on: string | null) => promisePostmortem(w.as('mara'), { incidentId, on })
const promised = async () => (await readPostmortem(w.ctx, incidentId)).promise
const told = () => w.ctx.db.read.select().from(events).where(eq(events.incidentId, incidentId))

test('stands until that day ends in the page’s zone, turns overdue then, and is kept by publishing', async () => {
  await expect(promise('2026-03-05')).rejects.toMatchObject({ slug: 'incident-not-resolved' })
  await resolve()
  expect(await promised()).toBeNull()
  for (const on of ['2026-02-28', '2027-06-01', 'soon'])
    await expect(promise(on)).rejects.toMatchObject({ kind: 'invalid' })
  await promise('2026-03-05')
  const by = new Date('2026-03-05T22:59:59.999Z')
  expect(await promised()).toEqual({ by, lapsedAt: null, keptAt: null })

  w.clock.set('2026-03-05T23:00:00Z')
  await clock.tick()
  expect(await promised()).toEqual({ by, lapsedAt: by, keptAt: null })
  const lapsed = (await told()).filter(({ kind }) => kind === 'promise.lapsed')
  expect(lapsed).toMatchObject([{ audience: 'public', after: { kind: 'postmortem' } }])
  await publishPostmortem(w.as('mara'), { incidentId, title: 'Why', body: 'A setting was wrong.' })
  expect(await promised()).toEqual({ by, lapsedAt: by, keptAt: w.clock.now() })
  await expect(promise('2026-03-09')).rejects.toMatchObject({ slug: 'postmortem-published' })
})

test('can be moved and taken back, in the open, and nobody is mailed', async () => {
  await resolve()
  for (const on of ['2026-03-05', '2026-03-09', null]) await promise(on)
  w.clock.set('2026-03-20T00:00:00Z')
  await clock.tick()
  expect(await promised()).toBeNull()
  const facts = (await told()).filter(({ kind }) => kind === 'postmortem.promised')
  expect(facts.map(({ before, after }) => [before, after].map((one) => (one as { by: string | null }).by))).toEqual([
    [null, '2026-03-05T22:59:59.999Z'],
    ['2026-03-05T22:59:59.999Z', '2026-03-09T22:59:59.999Z'],
    ['2026-03-09T22:59:59.999Z', null],
  ])
  for (const fact of facts) expect(fact).toMatchObject({ audience: 'public', tell: 'nobody' })
  expect((await told()).some(({ kind }) => kind === 'promise.lapsed')).toBe(false)
})

test('is said by the page, the JSON and the feed, and overdue when it is', async () => {
  await resolve()
  await promise('2026-03-05')
  const page = async () => (await readIncident(w.ctx, incidentId)).reportDue
  const json = async () => (await readIncidents(w.ctx, 'all')).incidents[0]?.postmortem_by
  const entry = async () => (await readFeed(w.ctx)).entries[0]?.html
  expect(await page()).toMatchObject({ by: { text: 'Thu 5 Mar' }, overdue: false })
  expect(await json()).toBe('2026-03-05T23:59:59.999+01:00')
  expect(await entry()).toContain('<em>Post-mortem by Thursday 5 March 2026</em>')
  w.clock.set('2026-03-06T09:00:00Z')
  await clock.tick()
  expect(await page()).toMatchObject({ overdue: true })
  expect(await entry()).toContain('it was promised by Thursday 5 March 2026')
  await publishPostmortem(w.as('mara'), { incidentId, title: 'Why', body: 'A setting was wrong.' })
  expect([await page(), await json()]).toEqual([undefined, null])
  expect((await readFeed(w.ctx)).entries.map(({ html }) => html).join()).not.toContain('promised')
})
