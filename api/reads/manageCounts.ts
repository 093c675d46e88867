import { and, eq, gte, inArray } from 'drizzle-orm'
import { events, fanOuts } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { type Pace, paceOf, slowest } from './managePace.ts'

/** What became of the messages of one fact, or of several. */
export type Told = Counts & {
  /** Not reached: failed, suppressed and bounced. */
  lost: number
  /** Who is to hear of it: told, on their way or not reached. Those who did not want it any more are not among them. */
  all: number
  /** Still looking who must hear of it. */
  expanding: boolean
  /** How fast it goes on; of one fact only, and only while somebody waits. */
  pace: Pace | undefined
}

type Counts = Record<(typeof counted)[number], number>
const counted = ['sent', 'waiting', 'failed', 'suppressed', 'bounced', 'skipped', 'retried'] as const

export type ToldOf = Told & { eventId: number }

export type FanOut = typeof fanOuts.$inferSelect

/** Counts of everything told to the list since then, newest last. */
export async function toldSince(ctx: Context, since: Date): Promise<ToldOf[]> {
  const rows = await ctx.db.read
    .select({ id: events.id, fan: fanOuts })
    .from(events)
    .innerJoin(fanOuts, eq(fanOuts.eventId, events.id))
    .where(and(eq(events.tell, 'list'), gte(events.at, since)))
  return foldByEvent(
    rows.map(({ fan }) => fan),
    ctx.now(),
  )
}

/** Counts per event, for those that are told to the list. */
export async function toldOf(ctx: Context, eventIds: readonly number[]): Promise<Map<number, Told>> {
  const rows = await fanOutsOf(ctx, eventIds)
  return new Map(foldByEvent(rows, ctx.now()).map((told) => [told.eventId, told]))
}

/** The counters that fan-out and settling keep: nobody counts a ledger. */
export function fanOutsOf(ctx: Context, eventIds: readonly number[]): Promise<FanOut[]> {
  return ctx.db.read
    .select()
    .from(fanOuts)
    .where(inArray(fanOuts.eventId, [...eventIds]))
}

/** Not looked at yet. */
export const unopened = (): Told => ({ ...sumOf([]), expanding: true })

export function sumOf(all: readonly Told[]): Told {
  const sum = (key: keyof Counts) => all.reduce((total, one) => total + one[key], 0)
  const counts = Object.fromEntries(counted.map((key) => [key, sum(key)])) as Counts
  const lost = counts.failed + counts.suppressed + counts.bounced
  const expanding = all.some((one) => one.expanding)
  return { ...counts, lost, all: counts.sent + counts.waiting + lost, expanding, pace: undefined }
}

/** One channel's counts. */
export function countsOf(fan: FanOut, now: Date): Told {
  const { expandedAt } = fan
  const counts = sumOf([{ ...unsummed, ...fan }])
  return { ...counts, expanding: expandedAt === null, pace: paceOf(fan, now) }
}

const unsummed = { lost: 0, all: 0, expanding: false, pace: undefined }

function foldByEvent(rows: FanOut[], now: Date): ToldOf[] {
  const byEvent = Map.groupBy(rows, ({ eventId }) => eventId)
  return [...byEvent].map(([eventId, theirs]) => {
    const told = theirs.map((fan) => countsOf(fan, now))
    return { eventId, ...sumOf(told), pace: slowest(told.map(({ pace }) => pace)) }
  })
}
