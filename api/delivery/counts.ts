import { and, eq, inArray, sql, sum } from 'drizzle-orm'
import { deliveries, fanOuts } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'

/** How far an event has got. `expanded`: everybody is counted in; `serverMissing`: mail waits because there is no mail server. */
export type Progress = {
  waiting: number
  sent: number
  failed: number
  suppressed: number
  skipped: number
  retried: number
  expanded: boolean
  serverMissing: boolean
}

/** Progress of some events, from the counters that fan-out and settling keep. @param eventIds at most some hundred */
export async function progressOf(ctx: Context, eventIds: number[]): Promise<Map<number, Progress>> {
  const rows =
    eventIds.length === 0 ? [] : await ctx.db.read.select().from(fanOuts).where(inArray(fanOuts.eventId, eventIds))
  const progress = new Map<number, Progress>()
  for (const { eventId, expandedAt, waiting, sent, failed, suppressed, skipped, retried } of rows) {
    const serverMissing = waiting > 0 && !hasServer(ctx)
    const expanded = expandedAt !== null
    progress.set(eventId, { waiting, sent, failed, suppressed, skipped, retried, expanded, serverMissing })
  }
  return progress
}

/** Everything that waits, over all events. */
export async function waitingInAll(ctx: Context): Promise<{ waiting: number; failed: number; serverMissing: boolean }> {
  const [row] = await ctx.db.read.select({ waiting: sum(fanOuts.waiting), failed: sum(fanOuts.failed) }).from(fanOuts)
  const waiting = Number(row?.waiting ?? 0)
  return { waiting, failed: Number(row?.failed ?? 0), serverMissing: waiting > 0 && !hasServer(ctx) }
}

/** What went wrong with an event's deliveries, in the receivers' words, for a manager to read. */
export async function troubleOf(ctx: Context, eventId: number, most = 50) {
  // Literals, so that SQLite sees that its partial index applies.
  const troubled = sql`state in ('failed', 'suppressed', 'retrying')`
  return ctx.db.read
    .select({
      state: deliveries.state,
      answer: deliveries.outcome,
      attempts: deliveries.attempts,
      nextTryAt: deliveries.nextTryAt,
    })
    .from(deliveries)
    .where(and(eq(deliveries.eventId, eventId), troubled))
    .limit(most)
}

const hasServer = ({ config }: Context) => config.demo || config.smtpUrl !== undefined
