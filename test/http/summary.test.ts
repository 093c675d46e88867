import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addComponent } from '../../api/components/addComponent.ts'
import { changeComponent } from '../../api/components/changeComponent.ts'
import { configurePage } from '../../api/components/configurePage.ts'
import { retireComponent } from '../../api/components/retireComponent.ts'
import { statuspageSource } from '../../api/http/statuspage.ts'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { type World, world } from '../world.ts'
import { get, type Json, namesOf, open, text } from './wire.ts'

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

    const summary = await get(w, 'summary.json')
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
          next_update_by: null,
          postmortem_by: null,
        },
      ]),
    )
    const [planned] = summary.scheduled_maintenances
    expect(Object.keys(planned).slice(-5)).toEqual([
      'scheduled_for',
      'scheduled_until',
      'reminder_intervals',
      'next_update_by',
      'postmortem_by',
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
    const summary = await get(w, 'summary.json')
    expect(summary.page.updated_at).toBe('2026-03-01T09:00:00.000Z')
    expect(summary.status).toEqual({ indicator: 'none', description: 'All Systems Operational' })
    expect(summary.incidents).toEqual([])
  })

  it('leaves out what was retired, but an incident still names it', async () => {
    const id = await open(w, 'Search fails', w.components.search)
    await resolveIncident(w.as('mara'), { incidentId: id, body: 'Over.' })
    await retireComponent(w.as('mara'), { id: w.components.search })
    expect(namesOf((await get(w, 'components.json')).components)).toEqual(['Checkout', 'Payments', 'Deliveries'])
    expect(namesOf((await get(w, 'incidents.json')).incidents[0].components)).toEqual(['Search'])
    const positions = (await get(w, 'components.json')).components.map(({ position }: Json) => position)
    expect(positions).toEqual([1, 2, 3])
  })

  it('does not move for what is internal', async () => {
    const id = await open(w, 'Search fails', w.components.search)
    const before = await text(w, 'summary.json')
    w.clock.advance(60_000)
    await changeIncident(w.as('mara'), { incidentId: id, severity: 'SEV1' })
    expect(await text(w, 'summary.json')).toBe(before)
  })

  it('answers on a page that was never set up', async () => {
    const bare = await world({ bare: true })
    const source = statuspageSource(bare.ctx, '/api/v2/summary.json')
    const body = JSON.parse(String((await source?.())?.body))
    expect(body.status.indicator).toBe('none')
    await bare.close()
  })
})

it('moves a component into a group and counts its place there', async () => {
  const group = await addComponent(w.as('mara'), { name: 'Orders', isGroup: true })
  await changeComponent(w.as('mara'), { id: w.components.checkout, groupId: group })
  const { components } = await get(w, 'components.json')
  expect(components.map(({ name, position }: Json) => `${position} ${name}`)).toEqual([
    '1 Payments',
    '2 Search',
    '3 Deliveries',
    '4 Orders',
    '1 Checkout',
  ])
})
