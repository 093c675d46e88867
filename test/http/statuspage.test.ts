import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addComponent } from '../../api/components/addComponent.ts'
import { changeComponent } from '../../api/components/changeComponent.ts'
import { configurePage } from '../../api/components/configurePage.ts'
import { retireComponent } from '../../api/components/retireComponent.ts'
import { statuspageSource } from '../../api/http/statuspage.ts'
import { backfillIncident } from '../../api/incidents/backfillIncident.ts'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { cancelMaintenance } from '../../api/maintenance/cancelMaintenance.ts'
import { postMaintenanceUpdate } from '../../api/maintenance/postMaintenanceUpdate.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

describe('summary.json', () => {
  it('is, key by key and in order, what clients of the Statuspage API expect', async () => {
    await configurePage(w.as('ada'), { timeZone: 'America/Los_Angeles' })
    const group = await addComponent(w.as('mara'), { name: 'Orders', isGroup: true, showcase: false })
    const basket = await addComponent(w.as('mara'), { name: 'Basket', groupId: group, startDate: '2025-01-10' })
    w.clock.set('2026-03-04T17:15:02.118Z')
    const incident = await openIncident(w.as('mara'), {
      name: 'Some orders fail',
      body: 'We look into failing orders.\n\nMore at **<noon>** & later.',
      components: [{ id: basket, state: 'partial_outage' }],
    })
    w.clock.set('2026-03-09T17:15:02.330Z')
    const plan = { scheduledFor: '2026-03-29T10:00:00Z', scheduledUntil: '2026-03-29T10:30:00Z' }
    const maintenance = await scheduleMaintenance(w.as('mara'), {
      name: 'Larger disks',
      body: 'Read-only for a while.',
      components: [w.components.search],
      ...plan,
    })

    const summary = await get('summary.json')
    expect(JSON.stringify(summary.page)).toBe(
      JSON.stringify({
        id: 'harbourpage0',
        name: 'Harbour Books',
        url: 'https://status.harbour.example',
        time_zone: 'America/Los_Angeles',
        updated_at: '2026-03-09T10:15:02.330-07:00',
      }),
    )
    expect(summary.status).toEqual({ indicator: 'minor', description: 'Minor Service Outage' })
    expect(summary.components.map(({ name, position, group_id }: Json) => [name, position, group_id])).toEqual([
      ['Checkout', 1, null],
      ['Payments', 2, null],
      ['Search', 3, null],
      ['Deliveries', 4, null],
      ['Orders', 5, null],
      ['Basket', 1, group],
    ])
    const basketRow = {
      id: basket,
      name: 'Basket',
      status: 'partial_outage',
      created_at: '2026-03-01T01:00:00.000-08:00',
      updated_at: '2026-03-04T09:15:02.118-08:00',
      position: 1,
      description: null,
      showcase: true,
      start_date: '2025-01-10',
      group_id: group,
      page_id: 'harbourpage0',
      group: false,
      only_show_if_degraded: false,
    }
    expect(JSON.stringify(summary.components[5])).toBe(JSON.stringify(basketRow))
    expect(JSON.stringify(summary.components[4])).toBe(
      JSON.stringify({
        id: group,
        name: 'Orders',
        status: 'partial_outage',
        created_at: '2026-03-01T01:00:00.000-08:00',
        updated_at: '2026-03-01T01:00:00.000-08:00',
        position: 5,
        description: null,
        showcase: false,
        start_date: null,
        group_id: null,
        page_id: 'harbourpage0',
        group: true,
        only_show_if_degraded: false,
        components: [basket],
      }),
    )
    expect(JSON.stringify(summary.incidents)).toBe(
      JSON.stringify([
        {
          id: incident,
          name: 'Some orders fail',
          status: 'investigating',
          created_at: '2026-03-04T09:15:02.118-08:00',
          updated_at: '2026-03-04T09:15:02.118-08:00',
          monitoring_at: null,
          resolved_at: null,
          impact: 'major',
          shortlink: `https://status.harbour.example/incidents/${incident}`,
          started_at: '2026-03-04T09:15:02.118-08:00',
          page_id: 'harbourpage0',
          incident_updates: [
            {
              id: summary.incidents[0].incident_updates[0].id,
              status: 'investigating',
              body: 'We look into failing orders.<br /><br />More at &lt;noon&gt; &amp; later.',
              incident_id: incident,
              created_at: '2026-03-04T09:15:02.118-08:00',
              updated_at: '2026-03-04T09:15:02.118-08:00',
              display_at: '2026-03-04T09:15:02.118-08:00',
              affected_components: [
                { code: basket, name: 'Basket', old_status: 'operational', new_status: 'partial_outage' },
              ],
              deliver_notifications: true,
              custom_tweet: null,
              tweet_id: null,
            },
          ],
          components: [basketRow],
          reminder_intervals: null,
        },
      ]),
    )
    const [planned] = summary.scheduled_maintenances
    expect(Object.keys(planned).slice(-4)).toEqual([
      'components',
      'scheduled_for',
      'scheduled_until',
      'reminder_intervals',
    ])
    expect(planned).toMatchObject({
      id: maintenance,
      status: 'scheduled',
      impact: 'maintenance',
      created_at: '2026-03-09T10:15:02.330-07:00',
      started_at: '2026-03-09T10:15:02.330-07:00',
      scheduled_for: '2026-03-29T03:00:00.000-07:00',
      scheduled_until: '2026-03-29T03:30:00.000-07:00',
    })
    expect(planned.incident_updates[0].affected_components[0]).toMatchObject({
      old_status: 'operational',
      new_status: 'operational',
    })
  })

  it('writes Z in UTC, and says when all is well', async () => {
    await configurePage(w.as('ada'), { timeZone: 'Etc/UTC' })
    const summary = await get('summary.json')
    expect(summary.page.updated_at).toBe('2026-03-01T09:00:00.000Z')
    expect(summary.status).toEqual({ indicator: 'none', description: 'All Systems Operational' })
    expect(summary.incidents).toEqual([])
  })

  it('leaves out what was retired, but an incident still names it', async () => {
    const id = await open('Search fails', w.components.search)
    await resolveIncident(w.as('mara'), { incidentId: id, body: 'Over.' })
    await retireComponent(w.as('mara'), { id: w.components.search })
    expect(namesOf((await get('components.json')).components)).toEqual(['Checkout', 'Payments', 'Deliveries'])
    expect(namesOf((await get('incidents.json')).incidents[0].components)).toEqual(['Search'])
    const positions = (await get('components.json')).components.map(({ position }: Json) => position)
    expect(positions).toEqual([1, 2, 3])
  })

  it('does not move for what is internal', async () => {
    const id = await open('Search fails', w.components.search)
    const before = await text('summary.json')
    w.clock.advance(60_000)
    await changeIncident(w.as('mara'), { incidentId: id, severity: 'SEV1' })
    expect(await text('summary.json')).toBe(before)
  })

  it('answers on a page that was never set up', async () => {
    const bare = await world({ bare: true })
    const source = statuspageSource(bare.ctx, '/api/v2/summary.json')
    const body = JSON.parse(String((await source?.())?.body))
    expect(body.status.indicator).toBe('none')
    await bare.close()
  })
})

describe('the lists', () => {
  it('have an incident where its status puts it, and the newest first', async () => {
    const first = await open('First', w.components.search)
    w.clock.advance(60_000)
    const second = await open('Second', w.components.checkout)
    w.clock.advance(60_000)
    await resolveIncident(w.as('mara'), { incidentId: first, body: 'Over.' })
    expect(idsOf((await get('incidents.json')).incidents)).toEqual([second, first])
    expect(idsOf((await get('incidents/unresolved.json')).incidents)).toEqual([second])
    expect(idsOf((await get('incidents/resolved.json')).incidents)).toEqual([first])
    w.clock.advance(60_000)
    await publishPostmortem(w.as('mara'), { incidentId: first, title: 'Why', body: 'Because.' })
    const [resolved] = (await get('incidents/resolved.json')).incidents
    expect(resolved.status).toBe('postmortem')
    expect(resolved.incident_updates[0].status).toBe('postmortem')
    expect(resolved.resolved_at).toBe('2026-03-01T10:02:00.000+01:00')
  })

  it('have at most 50', async () => {
    for (let n = 0; n < 52; n++) {
      w.clock.advance(1000)
      await open(`Number ${n}`, w.components.search)
    }
    const { incidents } = await get('incidents.json')
    expect(incidents).toHaveLength(50)
    expect(incidents[0].name).toBe('Number 51')
  })

  it('leave out a maintenance that was called off', async () => {
    const [kept, begun, cancelled] = [await plan('Kept'), await plan('Begun'), await plan('Called off')]
    await postMaintenanceUpdate(w.as('mara'), { maintenanceId: begun, status: 'in_progress', body: 'We start.' })
    await cancelMaintenance(w.as('mara'), { maintenanceId: cancelled, body: 'Not today.' })
    const lists = await Promise.all(
      ['', '/upcoming', '/active'].map((list) => get(`scheduled-maintenances${list}.json`)),
    )
    const [all, upcoming, active] = lists.map((list) => idsOf(list.scheduled_maintenances))
    expect(all?.sort()).toEqual([kept, begun].sort())
    expect([upcoming, active]).toEqual([[kept], [begun]])
    const { components, status } = await get('summary.json')
    expect(components[2].status).toBe('under_maintenance')
    expect(status).toEqual({ indicator: 'maintenance', description: 'Service Under Maintenance' })
  })

  it('put an incident that was written down afterwards where it happened', async () => {
    const running = await open('Now', w.components.search)
    await backfillIncident(w.as('mara'), {
      name: 'Last year',
      startedAt: '2025-03-01T00:00:00Z',
      resolvedAt: '2025-03-01T01:00:00Z',
      body: 'It is over.',
    })
    const { incidents } = await get('incidents.json')
    expect(namesOf(incidents)).toEqual(['Now', 'Last year'])
    expect(incidents[1].created_at).toBe('2025-03-01T01:00:00.000+01:00')
    expect(idsOf((await get('incidents/unresolved.json')).incidents)).toEqual([running])
  })
})

describe('an update', () => {
  it('keeps its id when it is corrected, and says when', async () => {
    const incidentId = await open('Search fails', w.components.search)
    w.clock.advance(60_000)
    const updateId = await postUpdate(w.as('mara'), { incidentId, body: 'It is the disk.' })
    w.clock.advance(60_000)
    await correctUpdate(w.as('mara'), { updateId, body: 'It is the cable.' })
    const [incident] = (await get('incidents.json')).incidents
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
    const incidentId = await open('Search fails', w.components.search)
    w.clock.advance(60_000)
    const updateId = await postUpdate(w.as('mara'), { incidentId, body: 'It was **us**.' })
    await retractUpdate(w.as('mara'), { updateId, reason: 'It was not.' })
    const [incident] = (await get('incidents.json')).incidents
    expect(incident.incident_updates[0]).toMatchObject({
      id: updateId,
      body: 'This update was withdrawn: It was not.',
    })
  })

  it('is null about components that it does not touch', async () => {
    await openIncident(w.as('mara'), { name: 'A rumour', body: 'We look into it.' })
    const [incident] = (await get('incidents.json')).incidents
    expect(incident.incident_updates[0].affected_components).toBeNull()
    expect([incident.impact, incident.components]).toEqual(['none', []])
  })
})

it('moves a component into a group and counts its place there', async () => {
  const group = await addComponent(w.as('mara'), { name: 'Orders', isGroup: true })
  await changeComponent(w.as('mara'), { id: w.components.checkout, groupId: group })
  const { components } = await get('components.json')
  expect(components.map(({ name, position }: Json) => `${position} ${name}`)).toEqual([
    '1 Payments',
    '2 Search',
    '3 Deliveries',
    '4 Orders',
    '1 Checkout',
  ])
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

// biome-ignore lint/suspicious/noExplicitAny: the answer as a client sees it, before anybody has checked it
type Json = any

async function text(name: string): Promise<string> {
  const source = statuspageSource(w.ctx, `/api/v2/${name}`)
  return String((await source?.())?.body)
}

async function get(name: string): Promise<Json> {
  return JSON.parse(await text(name))
}

function open(name: string, component: string) {
  return openIncident(w.as('mara'), { name, body: 'It fails.', components: [{ id: component, state: 'major_outage' }] })
}

function plan(name: string) {
  const window = { scheduledFor: '2026-03-05T10:00:00Z', scheduledUntil: '2026-03-05T11:00:00Z' }
  return scheduleMaintenance(w.as('mara'), { name, body: 'Work.', components: [w.components.search], ...window })
}

const idsOf = (list: Json[]) => list.map(({ id }) => id)
const namesOf = (list: Json[]) => list.map(({ name }) => name)
