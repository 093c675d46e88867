import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { subscriberComponents, subscribers } from '../../db/schema.ts'
import { endpointKinds, type Hearing, type SubscriberState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { kindsOf } from '../subscribers/choice.ts'
import { cursorAfter, type Page, readCursor } from './cursor.ts'

/** A webhook or chat as the admin API shows it; of its address, which is a secret, only the host. */
export type EndpointRow = {
  id: string
  channel: string
  host: string | null
  owner: string | null
  state: SubscriberState
  /** None for everything. */
  components: string[]
  kinds: Hearing[]
  floor: string
  language: string
  confirmedAt: Date | null
  /** When a pause ends by itself. */
  pausedUntil: Date | null
  /** When it took a message last, within the 90 days that are kept; null for not yet. */
  lastSuccess: Date | null
  /** Since when nothing got through; null while it works. */
  failingSince: Date | null
  /** Attempts that failed since then. */
  failures: number
  suppressedAt: Date | null
  suppressedFor: string | null
  /** What it answered to the newest message that was tried, in short; null when there was none lately. */
  lastAnswer: string | null
}

type Row = typeof subscribers.$inferSelect

const isEndpoint = inArray(subscribers.channel, [...endpointKinds])

/** Webhooks and chats, newest first. @param asked.limit 1 to 100 */
export async function listEndpoints(
  ctx: Context,
  asked: { limit: number; after?: string | undefined },
): Promise<Page<EndpointRow>> {
  const before = asked.after ? Number(readCursor(asked.after).id) : undefined
  const rows = await ctx.db.read
    .select()
    .from(subscribers)
    .where(and(isEndpoint, before ? lt(subscribers.id, before) : undefined))
    .orderBy(desc(subscribers.id))
    .limit(asked.limit + 1)
  const shown = rows.slice(0, asked.limit)
  const last = shown.at(-1)
  const next = rows.length > asked.limit && last ? cursorAfter(last.createdAt, String(last.id)) : null
  return { items: await toShow(ctx, shown), next }
}

/** @throws missing, for a subscriber by mail too */
export async function readEndpoint(ctx: Context, id: string): Promise<EndpointRow> {
  if (!/^\d{1,15}$/.test(id)) throw missing('endpoint')
  const rows = await ctx.db.read
    .select()
    .from(subscribers)
    .where(and(isEndpoint, eq(subscribers.id, Number(id))))
  const [row] = await toShow(ctx, rows)
  if (!row) throw missing('endpoint')
  return row
}

async function toShow(ctx: Context, rows: Row[]): Promise<EndpointRow[]> {
  const ids = rows.map(({ id }) => id)
  const chosen = await ctx.db.read
    .select()
    .from(subscriberComponents)
    .where(inArray(subscriberComponents.subscriberId, ids))
  const answers = await lastAnswers(ctx, ids)
  const successes = await lastSuccesses(ctx, ids)
  return rows.map((row) => ({
    id: String(row.id),
    channel: row.channel,
    host: row.host,
    owner: row.ownerAddress,
    state: row.state,
    components: chosen.filter((one) => one.subscriberId === row.id).map((one) => one.componentId),
    kinds: kindsOf(row),
    floor: row.floor,
    language: row.language,
    confirmedAt: row.confirmedAt,
    pausedUntil: row.pausedUntil,
    lastSuccess: successes.get(row.id) ?? null,
    failingSince: row.failingSince,
    failures: row.failures,
    suppressedAt: row.suppressedAt,
    suppressedFor: row.suppressedFor,
    lastAnswer: answers.get(row.id) ?? null,
  }))
}

/** Mails to its owner are in the ledger under the same number: they are no answers of its own. */
async function lastAnswers(ctx: Context, ids: number[]): Promise<Map<number, string | null>> {
  const rows = await ctx.db.read.all<{ id: number; answer: string | null }>(sql`
    select asked.value as id, (
      select outcome from deliveries
      where recipient_kind = 'subscriber' and recipient_id = asked.value
        and channel <> 'email' and attempts > 0 and outcome is not null
      order by deliveries.id desc limit 1) as answer
    from json_each(${JSON.stringify(ids)}) as asked`)
  return new Map(rows.map(({ id, answer }) => [id, answer]))
}

async function lastSuccesses(ctx: Context, ids: number[]): Promise<Map<number, Date | null>> {
  const rows = await ctx.db.read.all<{ id: number; at: number | null }>(sql`
    select asked.value as id, (
      select settled_at from deliveries
      where recipient_kind = 'subscriber' and recipient_id = asked.value and channel <> 'email' and state = 'sent'
      order by deliveries.id desc limit 1) as at
    from json_each(${JSON.stringify(ids)}) as asked`)
  return new Map(rows.map(({ id, at }) => [id, at === null ? null : new Date(at)]))
}
