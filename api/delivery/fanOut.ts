import { and, desc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { events, fanOuts } from '../../db/schema.ts'
import { type ChannelKind, channels, type EventKind } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { keep } from '../events/keep.ts'
import { aboutEvent } from '../subscribers/aboutEvent.ts'
import { mustHear, type Reach, reachOf } from '../subscribers/recipientsOf.ts'
import type { Pace } from './pace.ts'

/** So many events are opened at once. */
const atOnce = 500

/**
 * Gives every event that is to be told a fan-out; what tells one subscriber becomes a mail here and now.
 * Ids only grow and commits come one after another, so whatever lies behind the newest fan-out is new.
 * @returns whether there were any
 */
export async function openFanOuts(ctx: Context): Promise<boolean> {
  if ((await freshOf(ctx.db.read, 'list', 1)).length + (await freshOf(ctx.db.read, 'subscriber', 1)).length === 0)
    return false
  await keep(ctx, async (tx) => {
    const both = [...(await freshOf(tx, 'list', atOnce)), ...(await freshOf(tx, 'subscriber', atOnce))]
    // The oldest of both kinds together, so that nothing older is ever left behind what was opened.
    const fresh = both.sort((a, b) => a.id - b.id).slice(0, atOnce)
    for (const { id } of fresh.filter(({ tell }) => tell === 'list')) await openList(tx, id)
    const singles = fresh.filter(({ tell }) => tell === 'subscriber')
    await openSingles(
      tx,
      ctx,
      singles.map(({ id, subject, bulk }) => ({ id, subscriber: Number(subject), rank: bulk ? 2 : 0 })),
    )
  })
  return true
}

type Fresh = { id: number; tell: string; subject: string; bulk: number | null }

function freshOf(reader: Pick<Tx, 'all'>, tell: 'list' | 'subscriber', most: number): Promise<Fresh[]> {
  return reader.all<Fresh>(sql`
    select id, tell, subject, after ->> 'bulk' as bulk from events
    where tell = ${tell} and id > (select coalesce(max(event_id), 0) from fan_outs) order by id limit ${most}`)
}

async function openList(tx: Tx, eventId: number) {
  const used = await usedChannels(tx)
  await tx.insert(fanOuts).values(used.map((channel) => ({ eventId, channel })))
}

/** Channels that somebody uses; mail always, so that a post that reached nobody has its count. */
async function usedChannels(tx: Tx): Promise<ChannelKind[]> {
  const used: ChannelKind[] = []
  for (const channel of channels) {
    const somebody = sql`select 1 from subscribers where channel = ${channel} and state = 'active' limit 1`
    if (channel === 'email' || (await tx.all(somebody)).length > 0) used.push(channel)
  }
  return used
}

type Single = { id: number; subscriber: number; rank: 0 | 2 }

/** All at once: when a list of people is asked to confirm, hundreds come together. */
async function openSingles(tx: Tx, ctx: Context, singles: Single[]) {
  const all = sql`(select value ->> 'id' as event, value ->> 'subscriber' as subscriber, value ->> 'rank' as rank
    from json_each(${JSON.stringify(singles)})) as single`
  await tx.run(sql`
    insert into deliveries (event_id, channel, recipient_kind, recipient_id, rank, state)
    select event, 'email', 'subscriber', subscribers.id, rank, 'waiting'
    from ${all} cross join subscribers on subscribers.id = subscriber
    where true on conflict do nothing`)
  await tx.run(sql`
    insert into fan_outs (event_id, channel, cursor, waiting, expanded_at)
    select event, 'email', subscriber, exists (select 1 from deliveries where event_id = event and channel = 'email'
      and recipient_kind = 'subscriber' and recipient_id = subscriber), ${ctx.now().getTime()}
    from ${all}`)
}

/**
 * Expands the newest open fan-out by one chunk: rows, cursor and counter in one transaction.
 * @param pace follows the time that the last chunk held the thread
 * @returns how many milliseconds it took; undefined when nothing is open
 */
export async function expandNext(ctx: Context, pace: Pace): Promise<number | undefined> {
  const next = await nextOpen(ctx)
  if (!next) return undefined
  const reach = await reachOf(ctx.db.read, await aboutEvent(ctx.db.read, next), next.at)
  let began = 0
  await keep(ctx, async (tx) => {
    began = performance.now()
    await expand(tx, ctx, next, reach, pace.size())
  })
  const took = performance.now() - began
  pace.took(took)
  return took
}

type Open = {
  eventId: number
  channel: string
  at: Date
  kind: EventKind
  incidentId: string | null
  before: unknown
  after: unknown
}

async function nextOpen(ctx: Context): Promise<Open | undefined> {
  const mayBeTold = or(isNull(events.notBefore), lte(events.notBefore, ctx.now()))
  const { at, kind, incidentId, before, after } = events
  const [open] = await ctx.db.read
    .select({ eventId: fanOuts.eventId, channel: fanOuts.channel, at, kind, incidentId, before, after })
    .from(fanOuts)
    .innerJoin(events, eq(events.id, fanOuts.eventId))
    .where(and(isNull(fanOuts.expandedAt), mayBeTold))
    .orderBy(desc(fanOuts.eventId))
    .limit(1)
  return open
}

/** The cursor is read under the write lock, so two processes take turns and never the same chunk. */
async function expand(tx: Tx, ctx: Context, { eventId, channel }: Open, reach: Reach, size: number) {
  const mine = sql`event_id = ${eventId} and channel = ${channel}`
  const [at] = await tx.all<{ cursor: number }>(sql`select cursor from fan_outs where ${mine} and expanded_at is null`)
  if (!at) return
  // A chunk is a stretch of the subscribers, not of those who match: a rare choice must not make it walk them all.
  const [end] = await tx.all<{ id: number }>(sql`
    select id from subscribers where channel = ${channel} and state = 'active' and id > ${at.cursor}
    order by id limit 1 offset ${size - 1}`)
  const stretch = end
    ? sql`subscribers.id > ${at.cursor} and subscribers.id <= ${end.id}`
    : sql`subscribers.id > ${at.cursor}`
  const { rowsAffected } = await tx.run(sql`
    insert into deliveries (event_id, channel, recipient_kind, recipient_id, rank, state)
    select ${eventId}, subscribers.channel, 'subscriber', subscribers.id, 1, 'waiting' from subscribers
    where subscribers.channel = ${channel} and ${stretch} and ${mustHear(reach)}
    order by subscribers.id
    on conflict do nothing`)
  await tx.run(sql`
    update fan_outs set waiting = waiting + ${rowsAffected}, cursor = ${end?.id ?? at.cursor},
    expanded_at = ${end ? null : ctx.now().getTime()} where ${mine}`)
}
