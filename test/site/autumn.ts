import { correctPostmortem } from '../../api/postmortems/correctPostmortem.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { maintain, play, type States } from './play.ts'
import type { Shop } from './shop.ts'
import { catalogueReport } from './texts.ts'

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
