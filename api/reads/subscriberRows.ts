import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import { deliveries, events, fanOuts, subscriberComponents, subscribers } from '../../db/schema.ts'
import type { SubscriberState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { cursorAfter, type Page, readCursor } from './cursor.ts'

/** A subscriber as the admin API shows them; `components` is empty for those who follow everything. */
export type SubscriberRow = {
  id: string
  channel: string
  address: string
  state: SubscriberState
  everything: boolean
  components: string[]
  confirmedAt: Date | null
}

/** Subscribers, newest first. */
export async function listSubscribers(
  ctx: Context,
  asked: { limit: number; after?: string | undefined; state?: SubscriberState | undefined },
): Promise<Page<SubscriberRow>> {
  const from = asked.after ? Number(readCursor(asked.after).id) : undefined
  const wanted = and(
    asked.state ? eq(subscribers.state, asked.state) : undefined,
    from ? lt(subscribers.id, from) : undefined,
  )
  const rows = await ctx.db.read
    .select()
    .from(subscribers)
    .where(wanted)
    .orderBy(desc(subscribers.id))
    .limit(asked.limit + 1)
  const shown = rows.slice(0, asked.limit)
  const last = shown.at(-1)
  return {
    items: await withChoices(ctx, shown),
    next: rows.length > asked.limit && last ? cursorAfter(last.createdAt, String(last.id)) : null,
  }
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

async function withChoices(ctx: Context, rows: (typeof subscribers.$inferSelect)[]): Promise<SubscriberRow[]> {
  const ids = rows.map((row) => row.id)
  const chosen = ids.length
    ? await ctx.db.read.select().from(subscriberComponents).where(inArray(subscriberComponents.subscriberId, ids))
    : []
  return rows.map((row) => ({
    id: String(row.id),
    channel: row.channel,
    address: row.address,
    state: row.state,
    everything: row.everything,
    components: chosen.filter((one) => one.subscriberId === row.id).map((one) => one.componentId),
    confirmedAt: row.confirmedAt,
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
