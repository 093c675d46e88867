import { afterEach, beforeEach, expect, test } from 'vitest'
import { toText } from '../../api/context/text.ts'
import { readHome } from '../../api/reads/home.ts'
import { components, maintenances, publications } from '../../db/schema.ts'
import { fixture, importing } from './world.ts'

let w: Awaited<ReturnType<typeof importing>>
beforeEach(async () => {
  w = await importing()
})
afterEach(() => w.close())

const reasonsOf = ({ notes }: { notes: { about: string; reason: string }[] }, about: string) =>
  notes.filter((note) => note.about === about).map(({ reason }) => reason)

test('three that end before they start keep their times, make no negative claim, and are named', async () => {
  const report = await w.take(fixture('ends-before-it-starts'))
  expect(report.incidents).toMatchObject({ inFile: 3, added: 3, leftOut: 0 })
  for (const id of ['earlyaaaaaaa', 'earlybbbbbbb', 'earlyccccccc']) {
    const incident = await w.incident(id)
    expect(Number(incident?.resolvedAt)).toBeLessThan(Number(incident?.startedAt))
    expect(reasonsOf(report, id)).toContain('it ends before it starts; its times are kept as given')
    expect(await w.claimsOf(id)).toEqual([])
  }
  expect((await w.incident('earlyccccccc'))?.impact).toBe('major')
})

test('without states no claim is invented, and the impact is kept as given', async () => {
  const report = await w.take(fixture('no-affected-components'))
  expect(report.incidents.withoutStates).toBe(1)
  expect(await w.claimsOf('silentaaaaaa')).toEqual([])
  expect(await w.incident('silentaaaaaa')).toMatchObject({
    impact: 'major',
    impactOverride: 'major',
    importedFrom: 'statuspage',
  })
})

test('two that resolve with a component still down: resolving ends the claim, and the report says so', async () => {
  const report = await w.take(fixture('resolved-in-trouble'))
  for (const id of ['troubleoneaa', 'troubletwoaa']) {
    const incident = await w.incident(id)
    const [claim, ...more] = await w.claimsOf(id)
    expect(more).toEqual([])
    expect(claim).toMatchObject({
      state: 'partial_outage',
      beganAt: incident?.startedAt,
      endedAt: incident?.resolvedAt,
    })
    expect(reasonsOf(report, id)).toEqual([
      expect.stringMatching(/^it was resolved while it named a component as not working/),
    ])
    expect(incident?.impactOverride).toBeNull()
  }
})

test('a bare <1% and a bare & are text, and swallow nothing', async () => {
  await w.take(fixture('bare-bracket'))
  const [update] = await w.updatesOf('bracketaaaaa')
  expect(update?.body).toContain('&lt;1% have lost a letter')
  expect(toText(update?.body ?? '', 'html')).toBe(
    'A small part of our customers, <1% have lost a letter. Letters & parcels of all others arrived.',
  )
})

test('a body of 6,024 characters comes in whole', async () => {
  const file = fixture('long-body')
  const source: string = file.incidents[0].incident_updates[0].body
  expect(source).toHaveLength(6024)
  await w.take(file)
  const [update] = await w.updatesOf('longaaaaaaaa')
  expect(update?.body).toBe(source)
  expect(update?.format).toBe('html')
})

test('updates stand in the order in which they are shown, whenever they were written', async () => {
  await w.take(fixture('shown-at-another-time'))
  const posts = await w.updatesOf('shownaaaaaaa')
  expect(posts.map(({ id }) => id)).toEqual(['shownupdate1', 'shownupdate2', 'shownupdate3'])
  expect(posts.map(({ displayAt }) => displayAt.toISOString().slice(11, 16))).toEqual(['08:00', '10:00', '12:00'])
  expect(posts[0]?.createdAt.toISOString()).toBe('2021-11-04T16:05:00.000Z')
  const [claim] = await w.claimsOf('shownaaaaaaa')
  expect([claim?.beganAt, claim?.endedAt]).toEqual([new Date('2021-11-03T08:00:00Z'), new Date('2021-11-03T12:00:00Z')])
  expect((await w.incident('shownaaaaaaa'))?.identifiedAt).toEqual(new Date('2021-11-03T10:00:00Z'))
})

test('thirty updates make one incident and one claim', async () => {
  const report = await w.take(fixture('thirty-updates'))
  expect(report.updates.added).toBe(30)
  const posts = await w.updatesOf('thirtyaaaaaa')
  expect(posts.map(({ body }) => toText(body, 'html'))).toEqual(
    Array.from({ length: 30 }, (_, n) => `Hour by hour, part ${n + 1}.`),
  )
  expect(await w.claimsOf('thirtyaaaaaa')).toMatchObject([
    { state: 'major_outage', beganAt: posts[0]?.displayAt, endedAt: posts[29]?.displayAt },
  ])
})

test('keys that we do not know are no reason to refuse', async () => {
  const report = await w.take(fixture('unknown-keys'))
  expect(report.incidents.added).toBe(1)
  expect(report.notes).toEqual([])
})

test('of what has the same id twice the first is taken, and the rest is named', async () => {
  const report = await w.take(fixture('same-id-twice'))
  expect(report.incidents).toMatchObject({ inFile: 3, added: 2, leftOut: 1 })
  expect(report.updates).toMatchObject({ inFile: 4, added: 2, leftOut: 2 })
  expect((await w.incident('twinaaaaaaaa'))?.name).toBe('Fog')
  expect(reasonsOf(report, 'twinaaaaaaaa')).toEqual(['its id is in the file twice; the first was taken'])
  expect(reasonsOf(report, 'twinbbbbbbbb')).toEqual(['an update: its id is in the file twice; the first was taken'])
})

test('the old entry "No components were affected" names no component', async () => {
  const report = await w.take(fixture('legacy-no-components'))
  expect(report.notes).toEqual([])
  expect(await w.statesOf('legacyupdate')).toEqual([])
  expect(await w.ctx.db.read.select().from(components)).toEqual([])
})

test('groups stay groups, a past maintenance is one, and one still to come is left out', async () => {
  const report = await w.take(fixture('groups-and-maintenance'))
  expect(report.incidents).toMatchObject({ added: 1, leftOut: 1 })
  const rows = await w.ctx.db.read.select().from(components)
  expect(rows.find(({ id }) => id === 'depotsaaaaaa')).toMatchObject({ isGroup: true, groupId: null })
  expect(rows.find(({ id }) => id === 'northaaaaaaa')).toMatchObject({
    groupId: 'depotsaaaaaa',
    startDate: '2022-01-01',
  })
  expect(await w.incident('windowaaaaaa')).toMatchObject({
    kind: 'maintenance',
    status: 'completed',
    impact: 'maintenance',
  })
  expect(await w.ctx.db.read.select().from(maintenances)).toMatchObject([
    { scheduledFor: new Date('2024-01-08T01:00:00Z') },
  ])
  expect(await w.claimsOf('windowaaaaaa')).toMatchObject([{ state: 'under_maintenance', cause: 'maintenance' }])
  expect((await w.statesOf('windowupdat2'))[0]?.name).toBe('Depots - North depot')
  expect(reasonsOf(report, 'windowbbbbbb')).toEqual(['it is a maintenance that is not completed; schedule it anew'])
})

test('one that is not resolved is kept and named, but claims nothing about the present', async () => {
  const report = await w.take(fixture('still-open'))
  expect(await w.incident('openaaaaaaaa')).toMatchObject({
    status: 'identified',
    resolvedAt: null,
    importedFrom: 'statuspage',
  })
  expect(await w.claimsOf('openaaaaaaaa')).toMatchObject([{ endedAt: new Date('2024-05-06T07:00:00Z') }])
  w.clock.set('2024-05-06T08:00:00Z')
  expect((await readHome(w.ctx)).incidents).toEqual([])
  expect(reasonsOf(report, 'openaaaaaaaa')).toEqual([
    'it is not resolved; it stands in the history and opens no banner',
  ])
})

test('a post-mortem is published as it was, once', async () => {
  expect((await w.take(fixture('post-mortem'))).publications.added).toBe(1)
  expect((await w.take(fixture('post-mortem'))).publications.added).toBe(0)
  const rows = await w.ctx.db.read.select().from(publications)
  expect(rows).toMatchObject([
    { format: 'markdown', title: 'Lost keys', publishedAt: new Date('2023-10-05T09:00:00Z') },
  ])
  expect((await w.incident('reportaaaaaa'))?.status).toBe('postmortem')
  expect(await w.claimsOf('reportaaaaaa')).toMatchObject([{ endedAt: new Date('2023-10-01T08:00:00Z') }])
})

test('what is broken is left out with its reason, and the rest comes in', async () => {
  const report = await w.take(fixture('broken-items'))
  expect(report.incidents).toMatchObject({ inFile: 7, added: 2, leftOut: 5 })
  expect(reasonsOf(report, 'item 1')).toEqual(['it is not an object'])
  expect(reasonsOf(report, 'item 3')).toEqual(['its id is not an id of a-z and 0-9'])
  expect(reasonsOf(report, 'brokenaaaaaa')).toEqual(['it has no update that could be shown'])
  expect(reasonsOf(report, 'brokenbbbbbb')).toEqual(['its created_at is not a time'])
  expect(reasonsOf(report, 'brokencccccc')).toEqual(['an update: its status is no status that we know'])
  expect((await w.updatesOf('brokendddddd'))[0]?.body).toBe('<p>Fine.</p>')
})
