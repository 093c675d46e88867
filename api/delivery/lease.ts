import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import type { ChannelKind } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { keep } from '../events/keep.ts'
import type { Leased } from './channel.ts'

/** How long a lease lasts, and how often it is renewed while its owner lives (milliseconds). */
export const leaseTime = 20_000
export const renewEvery = 5_000

// The state stands in the SQL itself: SQLite uses a partial index only when it can see that it applies.
const waiting = (channel: ChannelKind, rank: 0 | 1 | 2) =>
  sql`select id from deliveries where state = 'waiting' and channel = ${channel} and rank = ${rank} order by event_id desc, id desc`
const overdue = (channel: ChannelKind, now: number) =>
  sql`select id from deliveries where state = 'retrying' and next_try_at <= ${now} and channel = ${channel} order by next_try_at`

/**
 * Takes up to `most` deliveries for a while: mail for one person first, then what was put off and is due, then lists,
 * newest event first, then confirmations asked for by the hundred. Whoever takes one raises its fence.
 * @param owner names this process and no other
 */
export async function lease(ctx: Context, channel: ChannelKind, owner: string, most: number): Promise<Leased[]> {
  const now = ctx.now().getTime()
  const sources = [waiting(channel, 0), overdue(channel, now), waiting(channel, 1), waiting(channel, 2)]
  if (!(await anyOf(ctx, sources))) return []
  return keep(ctx, async (tx) => {
    const taken: Leased[] = []
    for (const source of sources) {
      const room = most - taken.length
      if (room > 0) taken.push(...(await take(tx, source, room, owner, now + leaseTime)))
    }
    return taken
  })
}

/** A look before the write: an idle relay takes no lock. */
async function anyOf(ctx: Context, sources: SQL[]): Promise<boolean> {
  for (const source of sources) if ((await ctx.db.read.all(sql`${source} limit 1`)).length > 0) return true
  return false
}

async function take(tx: Tx, source: SQL, most: number, owner: string, until: number): Promise<Leased[]> {
  const rows = await tx.all<{ packed: string }>(sql`
    update deliveries set state = 'leased', lease_owner = ${owner}, lease_until = ${until}, next_try_at = null,
    fence = fence + 1, attempts = attempts + 1 where id in (${source} limit ${most})
    returning json_object('id', id, 'eventId', event_id, 'recipientId', recipient_id, 'rank', rank,
      'attempts', attempts, 'fence', fence, 'leaseUntil', lease_until) as packed`)
  // RETURNING promises no order. One column a row is read much faster than seven.
  return rows.map(({ packed }) => JSON.parse(packed) as Leased).sort((a, b) => b.eventId - a.eventId || b.id - a.id)
}

/**
 * Keeps what this owner holds for another while, and frees what anybody held for too long.
 * @param holds the ids of what it believes to hold
 * @returns the ids that it does hold, and until when
 */
export async function renew(
  ctx: Context,
  channel: ChannelKind,
  owner: string,
  holds: number[],
): Promise<{ ids: Set<number>; until: number }> {
  const now = ctx.now().getTime()
  const until = now + leaseTime
  const held = await ctx.db.read.all(
    sql`select 1 from deliveries where state = 'leased' and channel = ${channel} limit 1`,
  )
  if (held.length === 0) return { ids: new Set(), until }
  const mine = await keep(ctx, async (tx) => {
    const kept = await tx.all<{ id: number }>(sql`
      update deliveries set lease_until = ${until}
      where id in (select value from json_each(${JSON.stringify(holds)})) and state = 'leased'
      and lease_until > ${now} and lease_owner = ${owner} returning id`)
    await tx.run(sql`
      update deliveries set state = 'waiting', lease_owner = null, lease_until = null
      where state = 'leased' and lease_until <= ${now} and channel = ${channel}`)
    return kept
  })
  return { ids: new Set(mine.map(({ id }) => id)), until }
}

/** Gives back what was taken and not tried. */
export async function giveBack(ctx: Context, owner: string, taken: Leased[]): Promise<void> {
  if (taken.length === 0) return
  const ids = JSON.stringify(taken.map(({ id }) => id))
  await keep(ctx, (tx) =>
    tx.run(sql`
      update deliveries set state = 'waiting', lease_owner = null, lease_until = null, attempts = attempts - 1
      where id in (select value from json_each(${ids})) and state = 'leased' and lease_owner = ${owner}`),
  )
}

/** Frees every lease at once. Only for a start that knows itself to be alone with the database. */
export async function freeAll(ctx: Context): Promise<number> {
  const held = await ctx.db.read.all(sql`select 1 from deliveries where state = 'leased' limit 1`)
  if (held.length === 0) return 0
  const { rowsAffected } = await keep(ctx, (tx) =>
    tx.run(sql`update deliveries set state = 'waiting', lease_owner = null, lease_until = null where state = 'leased'`),
  )
  return rowsAffected
}
