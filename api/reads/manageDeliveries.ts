import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import { deliveries, events, fanOuts, incidents, people, subscribers } from '../../db/schema.ts'
import type { ChannelKind, DeliveryState, EventKind } from '../../db/vocabulary.ts'
import { type Context, requireViewer } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { sumOf, type Told, toldOf } from './manageCounts.ts'
import { spanUntil } from './manageTimes.ts'
import { readPage } from './pageView.ts'
import type { Moment } from './times.ts'

export type MessageLine = {
  href: string
  at: Moment
  /** "Opened", "Update", "Resolved". */
  word: string
  name: string
  told: Told
}

/** What was told to the list, newest first. */
export async function readMessages(ctx: Context, limit = 40): Promise<MessageLine[]> {
  requireViewer(ctx)
  const { times } = await readPage(ctx)
  const rows = await ctx.db.read
    .select({ id: events.id, seq: events.publicSeq, at: events.at, kind: events.kind, name: incidents.name })
    .from(events)
    .innerJoin(incidents, eq(incidents.id, events.incidentId))
    .where(eq(events.tell, 'list'))
    .orderBy(desc(events.id))
    .limit(limit)
  const told = await toldOf(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, seq, at, kind, name }) => ({
    href: `/manage/deliveries/${seq}`,
    at: times.on(at),
    word: wordOf(kind),
    name,
    told: told.get(id) ?? { ...sumOf([]), expanding: true },
  }))
}

export type MessageDesk = MessageLine & {
  asOf: string
  back: string
  channels: { channel: string; told: Told }[]
  outcome: Outcome
  lines: {
    id: number
    recipient: string
    channel: string
    word: string
    reason: string
    attempts: number
    next: string
  }[]
  next: number | undefined
}

export const outcomes = ['failed', 'waiting', 'sent'] as const
export type Outcome = (typeof outcomes)[number]

const statesOf: Record<Outcome, DeliveryState[]> = {
  failed: ['failed', 'suppressed'],
  waiting: ['waiting', 'retrying', 'leased'],
  sent: ['sent'],
}

const perPage = 50

/**
 * One message: its counts by channel, and its recipients with one outcome.
 * @param asked.version the public version of the post
 * @throws missing when nothing was told then
 */
export async function readMessage(
  ctx: Context,
  asked: { version: number; outcome?: Outcome | undefined; after?: number | undefined },
): Promise<MessageDesk> {
  requireViewer(ctx)
  const { times, now } = await readPage(ctx)
  const [event] = await ctx.db.read
    .select({
      id: events.id,
      at: events.at,
      kind: events.kind,
      subject: incidents.id,
      name: incidents.name,
      area: incidents.kind,
    })
    .from(events)
    .innerJoin(incidents, eq(incidents.id, events.incidentId))
    .where(and(eq(events.publicSeq, asked.version), eq(events.tell, 'list')))
  if (!event) throw missing('message')
  const fans = await ctx.db.read.select().from(fanOuts).where(eq(fanOuts.eventId, event.id))
  const told = (await toldOf(ctx, [event.id])).get(event.id) ?? { ...sumOf([]), expanding: true }
  const outcome = asked.outcome ?? (told.failed > 0 ? 'failed' : told.waiting > 0 ? 'waiting' : 'sent')
  const rows = await recipientsOf(ctx, event.id, outcome, asked.after ?? 0)
  const shown = rows.slice(0, perPage)
  return {
    href: `/manage/deliveries/${asked.version}`,
    back: `/manage/${event.area === 'maintenance' ? 'maintenance' : 'incidents'}/${event.subject}`,
    at: times.on(event.at),
    asOf: times.at(now).text,
    word: wordOf(event.kind),
    name: event.name,
    told,
    channels: fans.map((fan) => ({ channel: channelWord(fan.channel), told: channelCounts(fan) })),
    outcome,
    lines: shown.map((row) => ({
      id: row.id,
      recipient: row.address ?? row.email ?? 'somebody who was deleted since',
      channel: channelWord(row.channel),
      word: outcomeWord(row.state),
      reason: row.outcome ?? '',
      attempts: row.attempts,
      next: row.nextTryAt && row.state === 'retrying' ? spanUntil(row.nextTryAt, times, now).words : '',
    })),
    next: rows.length > perPage ? shown.at(-1)?.id : undefined,
  }
}

function recipientsOf(ctx: Context, eventId: number, outcome: Outcome, after: number) {
  const { id, channel, state, attempts, nextTryAt, outcome: reason } = deliveries
  return ctx.db.read
    .select({
      id,
      channel,
      state,
      attempts,
      nextTryAt,
      outcome: reason,
      address: subscribers.address,
      email: people.email,
    })
    .from(deliveries)
    .leftJoin(subscribers, and(eq(deliveries.recipientKind, 'subscriber'), eq(subscribers.id, deliveries.recipientId)))
    .leftJoin(people, and(eq(deliveries.recipientKind, 'person'), eq(people.number, deliveries.recipientId)))
    .where(and(eq(deliveries.eventId, eventId), inArray(deliveries.state, statesOf[outcome]), gt(deliveries.id, after)))
    .orderBy(asc(deliveries.id))
    .limit(perPage + 1)
}

function channelCounts(fan: typeof fanOuts.$inferSelect): Told {
  const failed = fan.failed + fan.suppressed
  const all = fan.sent + fan.waiting + failed
  return { sent: fan.sent, waiting: fan.waiting, failed, skipped: fan.skipped, all, expanding: fan.expandedAt === null }
}

const outcomeWords: Partial<Record<DeliveryState, string>> = {
  waiting: 'Waiting',
  leased: 'Being sent',
  retrying: 'Tried, will be tried again',
  sent: 'Sent',
  failed: 'Failed for good',
  suppressed: 'Address cannot be reached',
}
const outcomeWord = (state: DeliveryState) => outcomeWords[state] ?? state

const channelWords: Partial<Record<ChannelKind, string>> = { email: 'Mail', webhook: 'Webhook' }
export const channelWord = (channel: ChannelKind) => channelWords[channel] ?? 'Chat'

const kindWords: { [kind in EventKind]?: string } = {
  'incident.opened': 'Opened',
  'incident.updated': 'Update',
  'incident.resolved': 'Resolved',
  'maintenance.scheduled': 'Planned',
  'maintenance.rescheduled': 'Moved',
  'maintenance.begun': 'Begun',
  'maintenance.updated': 'Update',
  'maintenance.completed': 'Completed',
  'maintenance.cancelled': 'Cancelled',
  'postmortem.published': 'Report',
  'promise.lapsed': 'Promise missed',
  'component.stateSet': 'Component',
}
export const wordOf = (kind: EventKind) => kindWords[kind] ?? kind

/** Mail to single people that waits or failed in the last week: confirmations and the like, without a list behind it. */
export async function readPersonalTrouble(ctx: Context): Promise<{ waiting: number; failed: number }> {
  requireViewer(ctx)
  const [row] = await ctx.db.read
    .select({ waiting: sql<number>`sum(${fanOuts.waiting})`, failed: sql<number>`sum(${fanOuts.failed})` })
    .from(events)
    .innerJoin(fanOuts, eq(fanOuts.eventId, events.id))
    .where(and(inArray(events.tell, ['subscriber', 'person']), gt(events.at, new Date(+ctx.now() - 7 * 86_400_000))))
  return { waiting: row?.waiting ?? 0, failed: row?.failed ?? 0 }
}
