import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedPage } from '../../api/demo/seedPage.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { claims, components, events, fanOuts, incidents, page } from '../../db/schema.ts'
import { fixture, importing } from './world.ts'

let w: Awaited<ReturnType<typeof importing>>
beforeEach(async () => {
  w = await importing()
})
afterEach(() => w.close())

const names = [
  'ends-before-it-starts',
  'resolved-in-trouble',
  'thirty-updates',
  'still-open',
  'post-mortem',
  'shown-at-another-time',
]
const all = () => ({ ...fixture('unknown-keys'), incidents: names.flatMap((name) => fixture(name).incidents) })

test('a second run adds nothing, changes nothing and says so', async () => {
  const first = await w.take(all())
  const version = (await w.ctx.db.read.select().from(events)).length
  const second = await w.take(all())
  expect(first.incidents.added).toBe(9)
  expect(second.incidents).toMatchObject({ added: 0, extended: 0, present: 9 })
  expect(second.updates).toMatchObject({ added: 0, present: first.updates.added })
  expect(second.components.added + second.claims.added).toBe(0)
  expect(await w.ctx.db.read.select().from(events)).toHaveLength(version)
})

test('updates that are new in a later file are added, and the states last as long as is known now', async () => {
  await w.take(fixture('still-open'))
  const later = fixture('still-open')
  const [incident] = later.incidents
  Object.assign(incident, { status: 'resolved', resolved_at: '2024-05-06T11:00:00.000Z' })
  const parcels = { code: 'parcelsaaaaa', name: 'Parcels', old_status: 'partial_outage', new_status: 'operational' }
  const at = '2024-05-06T11:00:00.000Z'
  incident.incident_updates.unshift({
    id: 'openupdate03',
    status: 'resolved',
    body: 'It sails.',
    created_at: at,
    display_at: at,
    affected_components: [parcels],
  })
  const report = await w.take(later)
  expect(report.incidents).toMatchObject({ added: 0, extended: 1 })
  expect(report.updates).toMatchObject({ added: 1, present: 2 })
  expect(await w.incident('openaaaaaaaa')).toMatchObject({ status: 'resolved', resolvedAt: new Date(at) })
  const standing = (await w.claimsOf('openaaaaaaaa')).filter(({ replacedAt }) => replacedAt === null)
  expect(standing).toMatchObject([{ beganAt: new Date('2024-05-06T06:00:00Z'), endedAt: new Date(at) }])
  expect((await w.take(later)).incidents).toMatchObject({ added: 0, extended: 0 })
})

test('tells nobody, opens no claim, and every event is public, of the system and told to nobody', async () => {
  await w.take(all())
  const log = await w.ctx.db.read.select().from(events)
  expect(log.filter(({ kind }) => kind === 'incident.imported')).toHaveLength(9)
  expect(
    log.every(({ tell, audience, actor }) => tell === 'nobody' && audience === 'public' && actor === 'system'),
  ).toBe(true)
  expect(log.map(({ publicSeq }) => publicSeq)).toEqual(log.map((_, index) => index + 1))
  expect(await w.ctx.db.read.select().from(fanOuts)).toEqual([])
  expect((await w.ctx.db.read.select().from(claims)).filter(({ endedAt }) => endedAt === null)).toEqual([])
  expect((await w.ctx.db.read.select().from(incidents)).every((one) => one.importedFrom && !one.backfilledAt)).toBe(
    true,
  )
})

test('a page without components gets them, ids kept, and takes its name from the file', async () => {
  await w.take(all())
  expect(await w.ctx.db.read.select().from(page)).toMatchObject([
    { id: 'lanternpage0', name: 'Lantern Post', timeZone: 'Europe/Lisbon' },
  ])
  const rows = await w.ctx.db.read.select().from(components)
  expect(rows.map(({ id, name, retiredAt }) => [id, name, retiredAt])).toEqual([
    ['lettersaaaaa', 'Letters', null],
    ['parcelsaaaaa', 'Parcels', null],
  ])
})

test('a page that nobody has named yet is named by the file; one with a name keeps it', async () => {
  await seedPage(w.as('system'))
  await w.take(all())
  expect(await w.ctx.db.read.select().from(page)).toMatchObject([{ name: 'Lantern Post', timeZone: 'Europe/Lisbon' }])
  const shop = await importing({})
  await shop.take(all())
  expect(await shop.ctx.db.read.select().from(page)).toMatchObject([
    { name: 'Harbour Books', timeZone: 'Europe/Berlin' },
  ])
  await shop.close()
})

test('a component that only old updates name is kept for them, but not shown', async () => {
  const file = all()
  for (const incident of file.incidents)
    incident.components = incident.components.filter(({ id }: { id: string }) => id !== 'parcelsaaaaa')
  const report = await w.take(file)
  const rows = await w.ctx.db.read.select().from(components)
  expect(rows.find(({ id }) => id === 'parcelsaaaaa')?.retiredAt).toEqual(new Date('2024-05-06T07:00:00.000Z'))
  expect(report.components).toEqual({ added: 2, retired: 1 })
})

test('a file that is no export, and a manager who may not, are refused in a sentence', async () => {
  for (const json of [null, 7, 'x', [], {}, { page: {} }, { incidents: [] }, { page: {}, incidents: {} }])
    await expect(w.take(json)).rejects.toThrow(/^This is not a Statuspage export/)
  const { importStatuspage } = await import('../../api/import/importStatuspage.ts')
  await expect(importStatuspage(w.as('mara'), all())).rejects.toThrow(/administrator/)
})

test('a page that shows components of its own keeps showing those alone, and its own incident is not overwritten', async () => {
  const shop = await importing({})
  const own = await openIncident(shop.as('mara'), { name: 'Ours', body: 'Ours.', components: [] })
  const file = all()
  file.incidents[0].id = own
  const report = await shop.take(file)
  expect(report.incidents).toMatchObject({ added: 8, leftOut: 1 })
  expect((await shop.incident(own))?.name).toBe('Ours')
  const rows = await shop.ctx.db.read.select().from(components)
  expect(rows.filter(({ retiredAt }) => !retiredAt).map(({ id }) => id)).toEqual(Object.values(shop.components))
  expect(report.notes.filter(({ reason }) => reason.startsWith('the page has components of its own'))).toHaveLength(2)
  await shop.close()
})

test('progress is told with counts', async () => {
  const { importStatuspage } = await import('../../api/import/importStatuspage.ts')
  const told: { done: number; total: number }[] = []
  const many = all()
  const [one] = fixture('unknown-keys').incidents
  for (let n = 0; n < 60; n++) {
    const id = `many${String(n).padStart(8, '0')}`
    many.incidents.push({ ...one, id, incident_updates: [{ ...one.incident_updates[0], id: `post${id.slice(4)}` }] })
  }
  await importStatuspage(w.as('system'), many, { onProgress: (progress) => told.push(progress) })
  expect(told.length).toBeGreaterThan(2)
  expect(told.at(-1)).toEqual({ done: 69, total: 69 })
})
