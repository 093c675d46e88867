import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newestVersion } from '../../api/events/commit.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { correctPostmortem } from '../../api/postmortems/correctPostmortem.ts'
import { draftPostmortem } from '../../api/postmortems/draftPostmortem.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { readIncident, readPostmortem } from '../../api/reads/resources.ts'
import { events } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
let incidentId: string
beforeEach(async () => {
  w = await world()
  incidentId = await openIncident(w.as('mara'), { name: 'Orders were down', body: 'Looking.' })
})
afterEach(() => w.close())

const resolve = () => resolveIncident(w.as('mara'), { incidentId, body: 'Over.' })
const publish = (input = {}) =>
  publishPostmortem(w.as('mara'), { incidentId, title: 'Why orders were down', body: 'A setting was wrong.', ...input })

test('needs a resolved incident', async () => {
  await expect(publish()).rejects.toMatchObject({ slug: 'incident-not-resolved' })
  await expect(draftPostmortem(w.as('mara'), { incidentId, body: 'x' })).rejects.toMatchObject({
    slug: 'incident-not-resolved',
  })
})

test('a draft moves nothing public', async () => {
  await resolve()
  const before = await newestVersion(w.ctx.db.read)
  await draftPostmortem(w.as('mara'), { incidentId, title: 'Draft', body: 'canary-draft' })
  expect(await newestVersion(w.ctx.db.read)).toBe(before)
  expect(JSON.stringify(await w.ctx.db.read.select().from(events))).not.toContain('canary-draft')
})

test('publishing the draft: its text, one public event to the list, and the incident says so', async () => {
  await resolve()
  await draftPostmortem(w.as('mara'), { incidentId, title: 'Why orders were down', body: 'A setting was wrong.' })
  await publishPostmortem(w.as('mara'), { incidentId })
  expect((await readPostmortem(w.ctx, incidentId)).publications).toMatchObject([
    { title: 'Why orders were down', body: 'A setting was wrong.' },
  ])
  expect(await readIncident(w.ctx, incidentId, 'incident')).toMatchObject({ status: 'postmortem' })
  const log = await w.ctx.db.read.select().from(events).where(eq(events.kind, 'postmortem.published'))
  expect(log).toMatchObject([{ audience: 'public', tell: 'list' }])
})

test('an empty one is refused, a second one too', async () => {
  await resolve()
  await expect(publishPostmortem(w.as('mara'), { incidentId })).rejects.toMatchObject({ kind: 'invalid' })
  await publish()
  await expect(publish()).rejects.toMatchObject({ slug: 'postmortem-published' })
})

test('a correction is open: note, earlier text, nobody mailed', async () => {
  await resolve()
  await publish()
  w.clock.advance(60_000)
  await correctPostmortem(w.as('mara'), {
    incidentId,
    title: 'Why orders were down',
    body: 'Two settings were wrong.',
    note: 'There were two.',
  })
  const { publications } = await readPostmortem(w.ctx, incidentId)
  expect(publications).toMatchObject([
    { body: 'Two settings were wrong.', note: 'There were two.', replacedAt: null },
    { body: 'A setting was wrong.', replacedAt: w.clock.now() },
  ])
  const log = await w.ctx.db.read.select().from(events).where(eq(events.kind, 'postmortem.corrected'))
  expect(log).toMatchObject([{ tell: 'nobody' }])
})
