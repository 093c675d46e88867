import { and, count, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { components, subscriberComponents, subscribers } from '../../db/schema.ts'
import { type SubscriberState, subscriberStates } from '../../db/vocabulary.ts'
import { type Context, requireViewer } from '../context/context.ts'
import { readPage } from './pageView.ts'
import type { Moment } from './times.ts'
import { listed } from './words.ts'

export type SubscriberLine = {
  id: number
  address: string
  channel: string
  state: SubscriberState
  word: string
  since: Moment
  /** "everything", or the components by name. */
  follows: string
  reason: string | undefined
}

export type SubscriberList = {
  counts: { state: SubscriberState; word: string; count: number }[]
  lines: SubscriberLine[]
  next: number | undefined
}

const words: Record<SubscriberState, string> = {
  pending: 'Not confirmed yet',
  active: 'Confirmed',
  paused: 'Paused',
  unsubscribed: 'Left',
  suppressed: 'Cannot be reached',
}

const perPage = 50

/**
 * Subscribers of one state, newest first, fifty at a time, with counts of all.
 * @param asked.words part of an address
 * @param asked.before a number that an earlier page ended with
 */
export async function readSubscribers(
  ctx: Context,
  asked: { state: SubscriberState; words: string; before?: number | undefined },
): Promise<SubscriberList> {
  requireViewer(ctx)
  const { times } = await readPage(ctx)
  const like = `%${asked.words
    .trim()
    .toLowerCase()
    .slice(0, 100)
    .replace(/[\\%_]/g, '\\$&')}%`
  const wanted = and(
    eq(subscribers.state, asked.state),
    asked.words.trim() ? sql`${subscribers.addressKey} like ${like} escape '\\'` : undefined,
    asked.before ? lt(subscribers.id, asked.before) : undefined,
  )
  const [rows, totals] = await Promise.all([
    ctx.db.read
      .select()
      .from(subscribers)
      .where(wanted)
      .orderBy(desc(subscribers.id))
      .limit(perPage + 1),
    ctx.db.read.select({ state: subscribers.state, n: count() }).from(subscribers).groupBy(subscribers.state),
  ])
  const shown = rows.slice(0, perPage)
  const follows = await followedBy(
    ctx,
    shown.map(({ id }) => id),
  )
  const totalOf = new Map(totals.map(({ state, n }) => [state, n]))
  return {
    counts: subscriberStates
      .map((state) => ({ state, word: words[state], count: totalOf.get(state) ?? 0 }))
      .filter(({ state, count }) => count > 0 || state === 'active' || state === 'pending'),
    lines: shown.map((row) => ({
      id: row.id,
      address: row.address,
      channel: row.channel,
      state: row.state,
      word: words[row.state],
      since: times.date(row.leftAt ?? row.suppressedAt ?? row.confirmedAt ?? row.askedAt),
      follows: row.everything ? 'everything' : listed(follows.get(row.id) ?? []),
      reason: row.suppressedFor ?? undefined,
    })),
    next: rows.length > perPage ? shown.at(-1)?.id : undefined,
  }
}

async function followedBy(ctx: Context, ids: number[]): Promise<Map<number, string[]>> {
  const rows = await ctx.db.read
    .select({ id: subscriberComponents.subscriberId, name: components.name })
    .from(subscriberComponents)
    .innerJoin(components, eq(components.id, subscriberComponents.componentId))
    .where(inArray(subscriberComponents.subscriberId, ids))
    .orderBy(components.position)
  const found = new Map<number, string[]>()
  for (const { id, name } of rows) found.set(id, [...(found.get(id) ?? []), name])
  return found
}
