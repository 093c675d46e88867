import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import { deliveries, events, fanOuts, subscriberComponents, subscribers } from '../../db/schema.ts'
import type { ChannelKind, Floor, Hearing, SubscriberState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { kindsOf } from '../subscribers/choice.ts'
import { cursorAfter, type Page, readCursor } from './cursor.ts'
import { findSubscribers, type Row, type Wanted } from './findSubscribers.ts'

/** A subscriber as the admin API shows them; `components` is empty for those who follow everything. */
export type SubscriberRow = {
  id: string
  channel: ChannelKind
  /** An endpoint's own is a secret: in its place stands its host. */
  address: string
  state: SubscriberState
  everything: boolean
  components: string[]
  kinds: Hearing[]
  floor: Floor
  language: string
  askedAt: Date
  confirmedAt: Date | null
  pausedUntil: Date | null
  leftAt: Date | null
  suppressedAt: Date | null
  suppressedFor: string | null
  /** The list that they came with. */
  importId: string | null
}

type Asked = Omit<Wanted, 'before'> & { after?: string | undefined }

/** Subscribers, newest first. A page can be short, or empty, and not be the last: then many were looked through. */
export async function listSubscribers(ctx: Context, { after, ...asked }: Asked): Promise<Page<SubscriberRow>> {
  const before = after ? Number(readCursor(after).id) : undefined
  const { rows, next } = await findSubscribers(ctx, { ...asked, before })
  return { items: await withChoices(ctx, rows), next: next === undefined ? null : cursorAfter(ctx.now(), String(next)) }
}

/** @throws missing */
export async function readSubscriber(ctx: Context, id: string): Promise<SubscriberRow> {
  const rows = await ctx.db.read
    .select()
    .from(subscribers)
    .where(eq(subscribers.id, Number(id)))
  const [row] = await withChoices(ctx, rows)
  if (!row) throw missing('subscriber')
  return row
}

async function withChoices(ctx: Context, rows: Row[]): Promise<SubscriberRow[]> {
  const ids = rows.map((row) => row.id)
  const chosen = ids.length
    ? await ctx.db.read.select().from(subscriberComponents).where(inArray(subscriberComponents.subscriberId, ids))
    : []
  return rows.map((row) => ({
    id: String(row.id),
    channel: row.channel,
    address: row.channel === 'email' ? row.address : (row.host ?? ''),
    state: row.state,
    everything: row.everything,
    components: chosen.filter((one) => one.subscriberId === row.id).map((one) => one.componentId),
    kinds: kindsOf(row),
    floor: row.floor,
    language: row.language,
    askedAt: row.askedAt,
    confirmedAt: row.confirmedAt,
    pausedUntil: row.pausedUntil,
    leftAt: row.leftAt,
    suppressedAt: row.suppressedAt,
    suppressedFor: row.suppressedFor,
    importId: row.importId,
  }))
}

/** What became of the mails about one incident or maintenance, post by post, newest first. */
export async function readNotifications(ctx: Context, incidentId: string) {
  const rows = await ctx.db.read
    .select({ event: events, counts: fanOuts })
    .from(events)
    .innerJoin(fanOuts, eq(fanOuts.eventId, events.id))
    .where(and(eq(events.incidentId, incidentId), eq(events.tell, 'list')))
    .orderBy(desc(events.id))
  return rows.map(({ event, counts }) => {
    const { eventId: _, cursor: __, paceSince: ___, paceFrom: ____, expandedAt, ...numbers } = counts
    const { updateId } = (event.after ?? {}) as { updateId?: string }
    const { kind, at, publicSeq: version } = event
    return { version, kind, at, updateId: updateId ?? null, expanded: expandedAt !== null, ...numbers }
  })
}

/** Deliveries to one subscriber, newest first: what was sent, when, and what the other side answered. @throws missing */
export async function readDeliveriesTo(
  ctx: Context,
  id: string,
  asked: { limit: number; after?: string | undefined },
): Promise<Page<object>> {
  await readSubscriber(ctx, id)
  const before = asked.after ? Number(readCursor(asked.after).id) : undefined
  const { state, channel, attempts, outcome, nextTryAt, settledAt } = deliveries
  const rows = await ctx.db.read
    .select({
      cursor: deliveries.id,
      ...{ version: events.publicSeq, kind: events.kind, incidentId: events.incidentId, at: events.at },
      ...{ channel, state, attempts, outcome, nextTryAt, settledAt },
    })
    .from(deliveries)
    .innerJoin(events, eq(events.id, deliveries.eventId))
    .where(
      and(
        eq(deliveries.recipientKind, 'subscriber'),
        eq(deliveries.recipientId, Number(id)),
        before ? lt(deliveries.id, before) : undefined,
      ),
    )
    .orderBy(desc(deliveries.id))
    .limit(asked.limit + 1)
  const shown = rows.slice(0, asked.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(({ cursor: _, ...row }) => row),
    next: rows.length > asked.limit && last ? cursorAfter(last.at, String(last.cursor)) : null,
  }
}
