import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { events, fanOuts } from '../../db/schema.ts'
import type { DeliveryState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { keep } from '../events/keep.ts'

/** How long it is known who was told what; after that only how many (milliseconds). */
export const detailsKept = 90 * 86_400_000

/** So many rows in one transaction, so that nobody waits for it. */
const most = 500

/** So many unfolded fan-outs are looked at, oldest first: those that were sent again must not hide the rest. */
const looked = 200

/**
 * Deletes the deliveries of what was told more than 90 days ago, a chunk at a time; their counters stay. What still waited
 * is given up as failed. For the clock: called until there is nothing to do.
 * @returns how many were deleted or closed; 0 when there is nothing to do now
 */
export async function foldDeliveries(ctx: Context): Promise<number> {
  const ready = await readyToFold(ctx)
  if (ready.length === 0) return 0
  return keep(ctx, async (tx) => {
    let done = 0
    for (const fan of ready) if (done < most) done += await foldSome(tx, ctx, fan, most - done)
    return done
  })
}

type Fan = Pick<typeof fanOuts.$inferSelect, 'eventId' | 'channel'>

async function readyToFold(ctx: Context): Promise<Fan[]> {
  const rows = await ctx.db.read
    .select({
      eventId: fanOuts.eventId,
      channel: fanOuts.channel,
      resentAt: fanOuts.resentAt,
      at: events.at,
      notBefore: events.notBefore,
    })
    .from(fanOuts)
    .innerJoin(events, eq(events.id, fanOuts.eventId))
    .where(isNull(fanOuts.foldedAt))
    .orderBy(asc(fanOuts.eventId))
    .limit(looked)
  const end = +ctx.now() - detailsKept
  return rows.filter(({ at, notBefore, resentAt }) => Math.max(+at, +(notBefore ?? 0), +(resentAt ?? 0)) <= end)
}

async function foldSome(tx: Tx, ctx: Context, { eventId, channel }: Fan, room: number): Promise<number> {
  const now = +ctx.now()
  const mine = and(eq(fanOuts.eventId, eventId), eq(fanOuts.channel, channel))
  // What somebody is sending at this moment is left to them.
  const gone = await tx.all<{ state: DeliveryState }>(sql`
    delete from deliveries where id in (
      select id from deliveries where event_id = ${eventId} and channel = ${channel}
      and (state <> 'leased' or lease_until <= ${now}) limit ${room})
    returning state`)
  const open = gone.filter(({ state }) => state === 'waiting' || state === 'retrying' || state === 'leased').length
  if (open > 0)
    await tx
      .update(fanOuts)
      .set({ waiting: sql`max(0, waiting - ${open})`, failed: sql`failed + ${open}` })
      .where(mine)
  const left = await tx.all(sql`select 1 from deliveries where event_id = ${eventId} and channel = ${channel} limit 1`)
  if (left.length > 0) return gone.length
  await tx
    .update(fanOuts)
    .set({ foldedAt: ctx.now(), expandedAt: sql`coalesce(expanded_at, ${now})` })
    .where(mine)
  return gone.length + 1
}
