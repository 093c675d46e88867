import { count, eq, inArray, sql } from 'drizzle-orm'
import { components, subscriberComponents, subscribers } from '../../db/schema.ts'
import { type ChannelKind, channels, type SubscriberState, subscriberStates } from '../../db/vocabulary.ts'
import { type Context, requireViewer } from '../context/context.ts'
import { findSubscribers, type Row, type Wanted } from './findSubscribers.ts'
import { standingComponents } from './homeRows.ts'
import { readPage } from './pageView.ts'
import { aloneText, type Single, singlesOf } from './singleIncidents.ts'
import type { Moment, Times } from './times.ts'
import { whyUnreachable } from './whyUnreachable.ts'
import { channelWord, listed } from './words.ts'

export type SubscriberLine = {
  id: number
  /** The address, or an endpoint's host. */
  name: string
  channel: string
  since: Moment
  /** "everything", the components by name, or the incidents of who follows no more than those. */
  follows: string
  /** Why they cannot be reached, and what their server said. */
  why: { sentence: string; answer: string } | undefined
}

export type SubscriberList = {
  counts: { state: SubscriberState; word: string; count: number }[]
  /** Channels that somebody uses, and components to choose from. */
  channels: { value: ChannelKind; label: string }[]
  components: { value: string; label: string }[]
  lines: SubscriberLine[]
  next: number | undefined
  /** So many were looked through that the rest is another page's work. */
  more: boolean
}

const words: Record<SubscriberState, string> = {
  pending: 'Not confirmed yet',
  active: 'Confirmed',
  paused: 'Paused',
  unsubscribed: 'Left',
  suppressed: 'Cannot be reached',
}

const perPage = 50

/** Subscribers of one state, newest first, fifty at a time, with counts of all. */
export async function readSubscribers(
  ctx: Context,
  asked: Omit<Wanted, 'limit'> & { state: SubscriberState },
): Promise<SubscriberList> {
  requireViewer(ctx)
  const { times } = await readPage(ctx)
  const [found, totals, used, parts] = await Promise.all([
    findSubscribers(ctx, { ...asked, limit: perPage }),
    ctx.db.read.select({ state: subscribers.state, n: count() }).from(subscribers).groupBy(subscribers.state),
    usedChannels(ctx),
    standingComponents(ctx.db.read),
  ])
  const ids = found.rows.map(({ id }) => id)
  const [follows, singles] = await Promise.all([followedBy(ctx, ids), singlesOf(ctx, ids)])
  const totalOf = new Map(totals.map(({ state, n }) => [state, n]))
  return {
    counts: subscriberStates
      .map((state) => ({ state, word: words[state], count: totalOf.get(state) ?? 0 }))
      .filter(({ state, count }) => count > 0 || state === 'active' || state === 'pending'),
    channels: used.map((value) => ({ value, label: channelWord(value) })),
    components: parts.filter(({ isGroup }) => !isGroup).map(({ id, name }) => ({ value: id, label: name })),
    lines: found.rows.map((row) => lineOf(row, times, follows.get(row.id) ?? [], singles.get(row.id) ?? [])),
    next: found.next,
    more: found.next !== undefined && found.rows.length < perPage,
  }
}

function lineOf(row: Row, times: Times, follows: readonly string[], singles: readonly Single[]): SubscriberLine {
  const at: Record<SubscriberState, Date | null> = {
    pending: row.askedAt,
    active: row.confirmedAt,
    paused: row.confirmedAt,
    unsubscribed: row.leftAt,
    suppressed: row.suppressedAt,
  }
  return {
    id: row.id,
    name: row.channel === 'email' ? row.address : (row.host ?? channelWord(row.channel)),
    channel: channelWord(row.channel),
    since: times.date(at[row.state] ?? row.createdAt),
    follows: row.everything ? 'everything' : listed(follows) || aloneText(singles),
    why:
      row.state === 'suppressed'
        ? { sentence: whyUnreachable(row.suppressedFor), answer: row.suppressedFor ?? '' }
        : undefined,
  }
}

/** One look each into the index on addresses. */
async function usedChannels(ctx: Context): Promise<ChannelKind[]> {
  const looks = channels.map(
    (channel) => sql`exists (select 1 from subscribers where channel = ${channel}) as ${sql.identifier(channel)}`,
  )
  const [used] = await ctx.db.read.all<Record<ChannelKind, number>>(sql`select ${sql.join(looks, sql`, `)}`)
  return channels.filter((channel) => used?.[channel])
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
