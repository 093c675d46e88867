import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { statuspageSource } from '../../api/http/statuspage.ts'
import { backfillIncident } from '../../api/incidents/backfillIncident.ts'
import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { cancelMaintenance } from '../../api/maintenance/cancelMaintenance.ts'
import { postMaintenanceUpdate } from '../../api/maintenance/postMaintenanceUpdate.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { updates } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { get, idsOf, namesOf, open, plan } from './wire.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

describe('the lists', () => {
  it('have an incident where its status puts it, and the newest first', async () => {
    const first = await open(w, 'First', w.components.search)
    w.clock.advance(60_000)
    const second = await open(w, 'Second', w.components.checkout)
    w.clock.advance(60_000)
    await resolveIncident(w.as('mara'), { incidentId: first, body: 'Over.' })
    expect(idsOf((await get(w, 'incidents.json')).incidents)).toEqual([second, first])
    expect(idsOf((await get(w, 'incidents/unresolved.json')).incidents)).toEqual([second])
    expect(idsOf((await get(w, 'incidents/resolved.json')).incidents)).toEqual([first])
    w.clock.advance(60_000)
    await publishPostmortem(w.as('mara'), { incidentId: first, title: 'Why', body: 'Because.' })
    const [resolved] = (await get(w, 'incidents/resolved.json')).incidents
    expect(resolved.status).toBe('postmortem')
    expect(resolved.incident_updates[0].status).toBe('postmortem')
    expect(resolved.resolved_at).toBe('2026-03-01T10:02:00.000+01:00')
  })

  it('have at most 50', async () => {
    for (let n = 0; n < 52; n++) {
      w.clock.advance(1000)
      await open(w, `Number ${n}`, w.components.search)
    }
    const { incidents } = await get(w, 'incidents.json')
    expect(incidents).toHaveLength(50)
    expect(incidents[0].name).toBe('Number 51')
  })

  it('leave out a maintenance that was called off', async () => {
    const [kept, begun, cancelled] = [await plan(w, 'Kept'), await plan(w, 'Begun'), await plan(w, 'Called off')]
    await postMaintenanceUpdate(w.as('mara'), { maintenanceId: begun, status: 'in_progress', body: 'We start.' })
    await cancelMaintenance(w.as('mara'), { maintenanceId: cancelled, body: 'Not today.' })
    const lists = await Promise.all(
      ['', '/upcoming', '/active'].map((list) => get(w, `scheduled-maintenances${list}.json`)),
    )
    const [all, upcoming, active] = lists.map((list) => idsOf(list.scheduled_maintenances))
    expect(all?.sort()).toEqual([kept, begun].sort())
    expect([upcoming, active]).toEqual([[kept], [begun]])
    const { components, status } = await get(w, 'summary.json')
    expect(components[2].status).toBe('under_maintenance')
    expect(status).toEqual({ indicator: 'maintenance', description: 'Service Under Maintenance' })
  })

  it('put an incident that was written down afterwards where it happened', async () => {
    const running = await open(w, 'Now', w.components.search)
    await backfillIncident(w.as('mara'), {
      name: 'Last year',
      startedAt: '2025-03-01T00:00:00Z',
      resolvedAt: '2025-03-01T01:00:00Z',
      body: 'It is over.',
    })
    const { incidents } = await get(w, 'incidents.json')
    expect(namesOf(incidents)).toEqual(['Now', 'Last year'])
    expect(incidents[1].created_at).toBe('2025-03-01T01:00:00.000+01:00')
    expect(idsOf((await get(w, 'incidents/unresolved.json')).incidents)).toEqual([running])
  })
})

describe('an update', () => {
  it('keeps its id when it is corrected, and says when', async () => {
    const incidentId = await open(w, 'Search fails', w.components.search)
    w.clock.advance(60_000)
    const updateId = await postUpdate(w.as('mara'), { incidentId, body: 'It is the disk.' })
    w.clock.advance(60_000)
    await correctUpdate(w.as('mara'), { updateId, body: 'It is the cable.' })
    const [incident] = (await get(w, 'incidents.json')).incidents
    expect(incident.incident_updates).toHaveLength(2)
    expect(incident.incident_updates[0]).toMatchObject({
      id: updateId,
      body: 'It is the cable.',
      created_at: '2026-03-01T10:01:00.000+01:00',
      updated_at: '2026-03-01T10:02:00.000+01:00',
      affected_components: [{ code: w.components.search, new_status: 'major_outage' }],
    })
  })

  it('says that it was withdrawn, and why', async () => {
    const incidentId = await open(w, 'Search fails', w.components.search)
    w.clock.advance(60_000)
    const updateId = await postUpdate(w.as('mara'), { incidentId, body: 'It was **us**.' })
    await retractUpdate(w.as('mara'), { updateId, reason: 'It was not.' })
    const [incident] = (await get(w, 'incidents.json')).incidents
    expect(incident.incident_updates[0]).toMatchObject({
      id: updateId,
      body: 'This update was withdrawn: It was not.',
    })
  })

  it('brings imported text as light as it was', async () => {
    await open(w, 'Search fails', w.components.search)
    const html = '<p>Fewer than &lt;1% saw it.</p>\n<p>Read <a href="https://a.example">more</a>.<br>Soon.</p>'
    await w.ctx.db.write('urgent', (tx) => tx.update(updates).set({ body: html, format: 'html' }))
    const [incident] = (await get(w, 'incidents.json')).incidents
    expect(incident.incident_updates[0].body).toBe(
      'Fewer than &lt;1% saw it.<br /><br />Read <a href="https://a.example">more</a>.<br>Soon.',
    )
  })

  it('is null about components that it does not touch', async () => {
    await openIncident(w.as('mara'), { name: 'A rumour', body: 'We look into it.' })
    const [incident] = (await get(w, 'incidents.json')).incidents
    expect(incident.incident_updates[0].affected_components).toBeNull()
    expect([incident.impact, incident.components]).toEqual(['none', []])
  })
})

it('is JSON that scripts of any site may read, and knows no other path', async () => {
  const rendered = await statuspageSource(w.ctx, '/api/v2/status.json')?.()
  const headers = Object.fromEntries(rendered?.headers ?? [])
  expect(headers).toMatchObject({
    'Content-Type': 'application/json; charset=utf-8',
    'Access-Control-Allow-Origin': '*',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'public, max-age=0, s-maxage=5, stale-while-revalidate=5, stale-if-error=86400',
  })
  for (const path of ['/api/v2/', '/api/v2/toString', '/api/v2/nothing.json', '/api/v2/summary'])
    expect(statuspageSource(w.ctx, path)).toBeUndefined()
})
