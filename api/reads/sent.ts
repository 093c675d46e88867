import { and, desc, eq, gte } from 'drizzle-orm'
import { components, deliveries, events, incidents } from '../../db/schema.ts'
import type { EventKind } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import type { Moment, Times } from './times.ts'

/** One line of what was sent to somebody: when, what, and what became of it. */
export type SentLine = { id: number; at: Moment; word: string; about: string; href: string | undefined; became: string }

/** Days that the ledger keeps single deliveries. */
export const daysRemembered = 90

const most = 100

/** What was sent to one subscriber in the last 90 days, newest first, a hundred lines at most. */
export async function readSent(ctx: Context, subscriberId: number, times: Times): Promise<SentLine[]> {
  const { own } = times.voice.words
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
    word: own.sent[event.kind] ?? own.news,
    about: incident ?? component ?? '',
    href: event.incidentId ? pageOf(event.kind, event.incidentId) : undefined,
    became: own.outcomes[delivery.state],
  }))
}

const pageOf = (kind: EventKind, id: string) =>
  kind === 'postmortem.published' ? `/reports/${id}` : `/incidents/${id}`
