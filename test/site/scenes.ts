import type { z } from 'zod'
import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import type { OpenIncident } from '../../api/incidents/openIncident.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { type PostUpdate, postUpdate } from '../../api/incidents/postUpdate.ts'
import { postMaintenanceUpdate } from '../../api/maintenance/postMaintenanceUpdate.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { correctPostmortem } from '../../api/postmortems/correctPostmortem.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import type { Shop } from './shop.ts'
import { catalogueReport } from './texts.ts'

type States = Record<
  string,
  z.input<typeof PostUpdate>['components'] extends (infer S)[] | undefined
    ? S extends { state: infer T }
      ? T
      : never
    : never
>
type Step = Omit<z.input<typeof PostUpdate>, 'incidentId' | 'components'> & { at: string; states?: States }
type Start = Omit<z.input<typeof OpenIncident>, 'components'> & { at: string; states?: States }

/** Plays one incident through the clock; returns its id and those of its updates. */
export async function play(w: Shop, start: Start, steps: Step[]): Promise<{ id: string; updates: string[] }> {
  const mara = w.as('mara')
  const components = (states: States = {}) =>
    Object.entries(states).map(([short, state]) => ({ id: w.ids[short] ?? short, state }))
  const { at, states, ...opened } = start
  w.clock.set(at)
  const id = await openIncident(mara, { ...opened, components: components(states) })
  const updates: string[] = []
  for (const { at, states, ...step } of steps) {
    w.clock.set(at)
    updates.push(await postUpdate(mara, { incidentId: id, ...step, components: components(states) }))
  }
  return { id, updates }
}

/** Three months: five incidents of all kinds, two maintenances, one report with a correction. */
export async function autumn(w: Shop): Promise<{ report: string; slow: string }> {
  const slow = await play(
    w,
    {
      at: '2026-09-08T15:10:00Z',
      name: 'Stock levels were missing for two shops',
      body: 'The stock feed has no numbers for Ghent and Bremen. We are looking into it.',
      states: { stock: 'partial_outage' },
    },
    [
      {
        at: '2026-09-09T06:45:00Z',
        status: 'resolved',
        body: 'Both shops send their numbers again. The feed is complete since 06:30.',
      },
    ],
  )
  const report = await catalogueDay(w)
  await play(
    w,
    {
      at: '2026-10-06T18:20:00Z',
      name: 'Card payments took up to 40 seconds',
      body: 'Paying by card is slow. Payments do succeed; please press the button once and wait.',
      states: { cards: 'degraded_performance' },
    },
    [{ at: '2026-10-06T19:55:00Z', status: 'resolved', body: 'Payments are as quick as usual again.' }],
  )
  await maintain(
    w,
    'A new payment certificate',
    '2026-10-20T03:00:00Z',
    '2026-10-20T03:40:00Z',
    ['checkout', 'cards'],
    'Checkout is closed for a few minutes while we change a certificate.',
  )
  await play(
    w,
    {
      at: '2026-11-03T08:12:00Z',
      name: 'Search found nothing for some words',
      body: 'Searching for some words finds nothing. Browsing by shelf works.',
      states: { search: 'degraded_performance' },
    },
    [
      {
        at: '2026-11-03T09:40:00Z',
        status: 'resolved',
        body: 'The index was rebuilt, and searches find what they should.',
      },
    ],
  )
  await play(
    w,
    {
      at: '2026-11-17T07:10:00Z',
      name: 'Parcel tracking showed yesterday’s place',
      body: 'Tracking is some hours behind. The parcels themselves are on their way.',
      states: { tracking: 'degraded_performance' },
      nextUpdateBy: '2026-11-17T08:30:00Z',
    },
    [{ at: '2026-11-17T08:24:00Z', status: 'resolved', body: 'Tracking shows the right place again.' }],
  )
  return { report, slow: slow.id }
}

/** The day of the new catalogue: half an hour without a shop, and the report about it. */
async function catalogueDay(w: Shop): Promise<string> {
  const down: States = {
    site: 'major_outage',
    search: 'major_outage',
    checkout: 'major_outage',
    orders: 'major_outage',
  }
  const { id } = await play(
    w,
    {
      at: '2026-09-22T08:04:00Z',
      name: 'The shop was down for 30 minutes',
      body: 'The shop does not open. We are on it.',
      states: down,
      nextUpdateBy: '2026-09-22T08:20:00Z',
    },
    [
      {
        at: '2026-09-22T08:19:00Z',
        status: 'identified',
        body: 'A setting keeps visitors out at the door. We are changing it now.',
        nextUpdateBy: '2026-09-22T08:40:00Z',
      },
      {
        at: '2026-09-22T08:34:00Z',
        status: 'monitoring',
        body: 'The shop is open again. We keep watching.',
        states: { site: 'operational', search: 'operational', checkout: 'degraded_performance', orders: 'operational' },
        nextUpdateBy: '2026-09-22T09:30:00Z',
      },
      {
        at: '2026-09-22T09:15:00Z',
        status: 'resolved',
        body: 'Everything has run as it should for forty minutes. A report will follow.',
      },
    ],
  )
  const mara = w.as('mara')
  w.clock.set('2026-09-28T14:00:00Z')
  await publishPostmortem(mara, {
    incidentId: id,
    title: 'Why the shop was closed on catalogue day',
    body: catalogueReport.replace('1,312', '1,213'),
  })
  w.clock.set('2026-09-29T09:30:00Z')
  await correctPostmortem(mara, {
    incidentId: id,
    title: 'Why the shop was closed on catalogue day',
    body: catalogueReport,
    note: 'We had turned two figures of the stopped orders around: there were 1,312 of them.',
  })
  return id
}

export async function maintain(
  w: Shop,
  name: string,
  from: string,
  until: string,
  shorts: string[],
  body: string,
  done = true,
): Promise<string> {
  const mara = w.as('mara')
  const components = shorts.map((short) => w.ids[short] ?? short)
  w.clock.set(new Date(Date.parse(from) - 3 * 86_400_000).toISOString())
  const id = await scheduleMaintenance(mara, { name, body, components, scheduledFor: from, scheduledUntil: until })
  if (!done) return id
  w.clock.set(from)
  await postMaintenanceUpdate(mara, { maintenanceId: id, status: 'in_progress', body: 'We have begun.' })
  w.clock.set(until)
  await postMaintenanceUpdate(mara, {
    maintenanceId: id,
    status: 'completed',
    body: 'Done, a little earlier than planned.',
  })
  return id
}

/** Six updates on a major outage, one of them corrected; a maintenance beside it. The clock stops at 13:31 UTC. */
export async function majorIncident(w: Shop): Promise<{ id: string; updates: string[] }> {
  const planned = await maintain(
    w,
    'New price tables for bookshops',
    '2026-11-19T12:30:00Z',
    '2026-11-19T15:00:00Z',
    ['stock'],
    'Prices cannot be changed in this window. Orders use the prices that you see.',
    false,
  )
  const story = await play(
    w,
    {
      at: '2026-11-19T12:43:00Z',
      name: 'One in three orders cannot be paid',
      body: 'Some of you cannot finish an order since about 13:38. We are looking into it.',
      states: { checkout: 'partial_outage' },
      advice:
        'Choose **pay by invoice**: it takes another way, and works. Or come back later; we keep your basket for two days.',
      notAffected: 'Browsing, search, your account, and orders that are placed already.',
      nextUpdateBy: '2026-11-19T13:00:00Z',
    },
    [
      {
        at: '2026-11-19T12:49:00Z',
        body: 'Order confirmations are late as well, by up to a quarter of an hour. The orders themselves are safe.',
        states: { confirmations: 'degraded_performance' },
        nextUpdateBy: '2026-11-19T13:00:00Z',
      },
      {
        at: '2026-11-19T12:58:00Z',
        body: 'About one card payment in ten fails. No money leaves your account.',
        states: { checkout: 'major_outage', cards: 'major_outage' },
        nextUpdateBy: '2026-11-19T13:10:00Z',
      },
      {
        at: '2026-11-19T13:08:00Z',
        status: 'identified',
        body: 'All failing payments go to one of our two payment providers. We are on the phone with them, and prepare to send every payment to the other one.',
        nextUpdateBy: '2026-11-19T13:25:00Z',
      },
    ],
  )
  w.clock.set('2026-11-19T13:12:00Z')
  await correctUpdate(w.as('mara'), {
    updateId: story.updates[1] as string,
    body: 'About one card payment in three fails. An order that failed was not placed, though your bank may hold the amount for up to five days.',
  })
  await advance(w, story.id, planned)
  w.clock.set('2026-11-19T13:31:00Z')
  return story
}

async function advance(w: Shop, incidentId: string, planned: string) {
  const mara = w.as('mara')
  w.clock.set('2026-11-19T13:14:00Z')
  await postMaintenanceUpdate(mara, {
    maintenanceId: planned,
    status: 'in_progress',
    body: 'We have begun. It has nothing to do with today’s trouble.',
  })
  w.clock.set('2026-11-19T13:22:00Z')
  await postUpdate(mara, {
    incidentId,
    body: 'Our provider turns away part of our requests since a security certificate was changed on their side at 13:35. One order in five takes the other way since 14:15, and those payments succeed. We move the rest in steps, and watch each step for five minutes.',
    nextUpdateBy: '2026-11-19T13:40:00Z',
  })
}
