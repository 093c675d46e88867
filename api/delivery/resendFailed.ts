import { and, eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { deliveries, events, fanOuts } from '../../db/schema.ts'
import { type Context, requireManager } from '../context/context.ts'
import { conflict, missing } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { keep } from '../events/keep.ts'
import { countResendable, lostStates, resendable } from '../reads/resendable.ts'

export const ResendFailed = z.object({
  /** The public version of the post. */
  version: z.number().int().min(1),
})

/** So many go back in one transaction, so that nobody waits for it. */
const most = 1000

/**
 * Puts what did not reach anybody back to be sent once more: failed, suppressed and bounced deliveries of one post whose
 * subscribers are active. Attempts and patience begin anew, names (Message-ID, webhook-id) stay. The fact is committed
 * first, then the rows follow in chunks with their counters: whatever a crash leaves out still counts as not reached.
 * @returns how many, in digits; of a repeated request the number of the first
 * @throws missing; conflict when there is nobody to tell, or when only the counts are known any more
 */
export async function resendFailed(
  ctx: Context,
  input: z.input<typeof ResendFailed>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { version } = valid(ResendFailed, input)
  const [event] = await ctx.db.read
    .select({ id: events.id, incidentId: events.incidentId })
    .from(events)
    .where(and(eq(events.publicSeq, version), eq(events.tell, 'list')))
  if (!event) throw missing('message')
  const count = await countResendable(ctx, event.id)
  let fresh = false
  const told = await commit(ctx, { key }, async (tx, record) => {
    fresh = true
    await refuseUnless(tx, event.id, count)
    const incident = event.incidentId ? { incidentId: event.incidentId } : {}
    const fact = { subject: String(version), ...incident, after: { count }, audience: 'internal' as const }
    await record({ kind: 'deliveries.resent', ...fact })
    await tx.update(fanOuts).set({ resentAt: ctx.now() }).where(eq(fanOuts.eventId, event.id))
    return String(count)
  })
  if (fresh) await putBack(ctx, event.id)
  return told
}

async function refuseUnless(tx: Tx, eventId: number, count: number): Promise<void> {
  const fans = await tx.select({ foldedAt: fanOuts.foldedAt }).from(fanOuts).where(eq(fanOuts.eventId, eventId))
  if (fans.some(({ foldedAt }) => foldedAt))
    throw conflict('details-folded', 'Who was not reached is not known any more: details are kept for 90 days.')
  if (count === 0) throw conflict('nothing-to-resend', 'Nobody is left to be told again.')
}

async function putBack(ctx: Context, eventId: number): Promise<void> {
  for (const state of lostStates) {
    // Behind the last: what fails anew meanwhile is not sent a third time.
    for (let last: number | undefined = 0; last !== undefined; ) {
      const after: number = last
      last = await keep(ctx, (tx) => putBackSome(tx, eventId, state, after), 'urgent')
      ctx.wake()
    }
  }
}

async function putBackSome(
  tx: Tx,
  eventId: number,
  state: (typeof lostStates)[number],
  after: number,
): Promise<number | undefined> {
  const rows = await tx.all<{ id: number; channel: string }>(sql`
    update ${deliveries} set state = 'waiting', attempts = 0, next_try_at = null, settled_at = null
    where id in (select d.id from deliveries d where ${resendable(eventId, state)} and d.id > ${after}
      order by d.id limit ${most})
    returning id, channel`)
  // The pace is measured anew: what was settled days ago says nothing about now.
  for (const [channel, theirs] of Map.groupBy(rows, (row) => row.channel))
    await tx.run(sql`
      update fan_outs set waiting = waiting + ${theirs.length}, ${less(state, theirs.length)}, pace_since = null
      where event_id = ${eventId} and channel = ${channel}`)
  return rows.length < most ? undefined : Math.max(...rows.map(({ id }) => id))
}

function less(state: (typeof lostStates)[number], n: number): SQL {
  return {
    failed: sql`failed = failed - ${n}`,
    suppressed: sql`suppressed = suppressed - ${n}`,
    bounced: sql`bounced = bounced - ${n}`,
  }[state]
}
