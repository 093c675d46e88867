import { and, eq, gte, inArray } from 'drizzle-orm'
import { events, fanOuts } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'

/** What became of the messages of one fact, or of several. */
export type Told = { sent: number; waiting: number; failed: number; skipped: number; all: number; expanding: boolean }

export type ToldOf = Told & { eventId: number }

const nothing: Told = { sent: 0, waiting: 0, failed: 0, skipped: 0, all: 0, expanding: false }

/** Counts of everything told to the list since then, newest last. */
export async function toldSince(ctx: Context, since: Date): Promise<ToldOf[]> {
  const rows = await ctx.db.read
    .select({ id: events.id, fan: fanOuts })
    .from(events)
    .innerJoin(fanOuts, eq(fanOuts.eventId, events.id))
    .where(and(eq(events.tell, 'list'), gte(events.at, since)))
  return foldByEvent(rows.map(({ fan }) => fan))
}

/** Counts per event, for those that are told to the list. */
export async function toldOf(ctx: Context, eventIds: readonly number[]): Promise<Map<number, Told>> {
  const rows = await ctx.db.read
    .select()
    .from(fanOuts)
    .where(inArray(fanOuts.eventId, [...eventIds]))
  return new Map(foldByEvent(rows).map((told) => [told.eventId, told]))
}

export function sumOf(all: readonly Told[]): Told {
  return all.reduce(
    (sum, one) => ({
      sent: sum.sent + one.sent,
      waiting: sum.waiting + one.waiting,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
      all: sum.all + one.all,
      expanding: sum.expanding || one.expanding,
    }),
    nothing,
  )
}

type FanOut = typeof fanOuts.$inferSelect

function foldByEvent(rows: FanOut[]): ToldOf[] {
  const byEvent = Map.groupBy(rows, ({ eventId }) => eventId)
  return [...byEvent].map(([eventId, theirs]) => ({ eventId, ...sumOf(theirs.map(countsOf)) }))
}

/** Suppressed addresses were not reached either; skipped ones did not want it. */
function countsOf({ sent, waiting, failed, suppressed, skipped, expandedAt }: FanOut): Told {
  const lost = failed + suppressed
  return { sent, waiting, failed: lost, skipped, all: sent + waiting + lost, expanding: expandedAt === null }
}
