import { afterEach, beforeEach, expect, it } from 'vitest'
import { statuspageSource } from '../../api/http/statuspage.ts'
import { backfillIncident } from '../../api/incidents/backfillIncident.ts'
import { cancelMaintenance } from '../../api/maintenance/cancelMaintenance.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { type World, world } from '../world.ts'
import { resolved } from './feedReader.ts'
import { type Json, plan } from './wire.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const read = async (path: string): Promise<Json> => JSON.parse(String((await statuspageSource(w.ctx, path)?.())?.body))
const past = (name: string, day: string, hours = 1) =>
  backfillIncident(w.as('mara'), {
    name,
    startedAt: `${day}T22:30:00Z`,
    resolvedAt: new Date(Date.parse(`${day}T22:30:00Z`) + hours * 3_600_000).toISOString(),
    body: 'It *was* so.',
    impactOverride: 'minor',
  })

it('history.json has three months a page, and none before the first incident', async () => {
  const old = await past('Long ago', '2025-10-14')
  await past('At the end of the year', '2025-12-31', 2)
  const first = await read('/history.json')
  expect(first.months.map(({ name, year, starts_on, days }: Json) => [name, year, starts_on, days])).toEqual([
    ['March', 2026, 0, 31],
    ['February', 2026, 0, 28],
    ['January', 2026, 4, 31],
  ])
  const second = await read('/history.json?page=2')
  expect(second.months.map(({ name }: Json) => name)).toEqual(['December', 'November', 'October'])
  expect(second.months[2].incidents).toEqual([
    {
      code: old,
      name: 'Long ago',
      message: 'It was so.',
      impact: 'minor',
      timestamp:
        "Oct <var data-var='date'> 15</var>, <var data-var='time'>00:30</var> - <var data-var='time'>01:30</var> CEST",
    },
  ])
  expect(second.months[0].incidents[0].timestamp).toBe(
    "Dec <var data-var='date'> 31</var>, <var data-var='time'>23:30</var> - Jan <var data-var='date'> 1</var>, <var data-var='time'>01:30</var> CET",
  )
  expect(await read('/history.json?page=3')).toEqual({ months: [] })
})

it('history.json has maintenance in its month, and leaves out what was called off', async () => {
  const kept = await plan(w, 'Kept')
  await cancelMaintenance(w.as('mara'), { maintenanceId: await plan(w, 'Called off'), body: 'No.' })
  w.clock.set('2026-03-06T09:00:00Z')
  const running = await resolved(w, 'Search fails')
  const { months } = await read('/history.json')
  expect(months[0].incidents.map(({ code, impact }: Json) => [code, impact])).toEqual([
    [running, 'critical'],
    [kept, 'maintenance'],
  ])
})

it('incidents/ID.json is one incident with its post-mortem; an unknown one is missing', async () => {
  const id = await resolved(w, 'Search fails')
  expect(await read(`/incidents/${id}.json`)).toMatchObject({ id, postmortem_body: null, backfilled: false })
  await publishPostmortem(w.as('mara'), { incidentId: id, title: 'Why', body: 'A *full* disk.' })
  expect(await read(`/incidents/${id}.json`)).toMatchObject({
    id,
    name: 'Search fails',
    status: 'postmortem',
    postmortem_body: 'A full disk.',
    postmortem_published_at: '2026-03-01T10:02:00.000+01:00',
    incident_updates: [{ status: 'postmortem' }, { status: 'resolved' }, { status: 'investigating' }],
  })
  expect((await statuspageSource(w.ctx, '/incidents/nosuch.json')?.())?.status).toBe(404)
})

it('knows pages by their number alone', () => {
  for (const path of ['/history.json?page=0', '/history.json?page=x', '/history.json?page=99999', '/history.json?q=1'])
    expect(statuspageSource(w.ctx, path), path).toBeUndefined()
})
