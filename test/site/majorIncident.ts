import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { postMaintenanceUpdate } from '../../api/maintenance/postMaintenanceUpdate.ts'
import { maintain, play } from './play.ts'
import type { Shop } from './shop.ts'

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
