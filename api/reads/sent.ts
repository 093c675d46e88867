import { and, desc, eq, gte } from 'drizzle-orm'
import { components, deliveries, events, incidents } from '../../db/schema.ts'
import type { DeliveryState, EventKind } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import type { Moment, Times } from './times.ts'

/** One line of what was sent to somebody: when, what, and what became of it. */
export type SentLine = { id: number; at: Moment; word: string; about: string; href: string | undefined; became: string }

/** Days that the ledger keeps single deliveries. */
export const daysRemembered = 90

const most = 100

/** What was sent to one subscriber in the last 90 days, newest first, a hundred lines at most. */
export async function readSent(ctx: Context, subscriberId: number, times: Times): Promise<SentLine[]> {
  const since = new Date(ctx.now().getTime() - daysRemembered * 86_400_000)
  const theirs = and(
    eq(deliveries.recipientKind, 'subscriber'),
    eq(deliveries.recipientId, subscriberId),
    gte(events.at, since),
  )
  const rows = await ctx.db.read
    .select({ delivery: deliveries, event: events, incident: incidents.name, component: components.name })
    .from(deliveries)
    .innerJoin(events, eq(events.id, deliveries.eventId))
    .leftJoin(incidents, eq(incidents.id, events.incidentId))
    .leftJoin(components, eq(components.id, events.subject))
    .where(theirs)
    .orderBy(desc(deliveries.eventId))
    .limit(most)
  return rows.map(({ delivery, event, incident, component }) => ({
    id: delivery.id,
    at: times.on(delivery.settledAt ?? event.at),
    word: words[event.kind] ?? 'News',
    about: incident ?? component ?? '',
    href: event.incidentId ? pageOf(event.kind, event.incidentId) : undefined,
    became: became[delivery.state],
  }))
}

const pageOf = (kind: EventKind, id: string) =>
  kind === 'postmortem.published' ? `/reports/${id}` : `/incidents/${id}`

const words: { [kind in EventKind]?: string } = {
  'incident.opened': 'New incident',
  'incident.updated': 'Update',
  'incident.resolved': 'Resolved',
  'maintenance.scheduled': 'Maintenance planned',
  'maintenance.rescheduled': 'Maintenance moved',
  'maintenance.begun': 'Maintenance begun',
  'maintenance.updated': 'Maintenance, update',
  'maintenance.completed': 'Maintenance completed',
  'maintenance.cancelled': 'Maintenance cancelled',
  'postmortem.published': 'Report',
  'promise.lapsed': 'Missed promise',
  'component.stateSet': 'New state',
  'subscriber.asked': 'Question whether you want our mail',
  'subscriber.linkAsked': 'Link to this page',
  'subscriber.addressAsked': 'Question to a new address',
  'subscriber.failing': 'Warning that your endpoint fails',
  'subscriber.suppressed': 'Word that your endpoint was switched off',
}

const became: Record<DeliveryState, string> = {
  waiting: 'On its way',
  leased: 'On its way',
  retrying: 'Not accepted yet, we try again',
  sent: 'Accepted by your side',
  bounced: 'Came back',
  failed: 'Refused by your side',
  suppressed: 'Not sent: your address could not be reached',
  skipped: 'Not sent: you had paused or left, or it was withdrawn',
}
