import { setImmediate as turn } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { DeliveryState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { inTrouble } from './trouble.ts'

/** What can be sent once more: it did not reach anybody. */
export const lostStates = ['failed', 'suppressed', 'bounced'] as const satisfies DeliveryState[]

/** So many are looked at in one call. */
const stretch = 1000

/**
 * The deliveries of a message that did not arrive, and whose subscribers are still there to be told: the condition that
 * counting and sending again share.
 * @param state one of `lostStates`
 */
export function resendable(eventId: number, state: (typeof lostStates)[number]): SQL {
  return sql`d.event_id = ${eventId} and ${inTrouble[state]} and d.recipient_kind = 'subscriber'
    and exists (select 1 from subscribers s where s.id = d.recipient_id and s.state = 'active')`
}

/** How many a message's "send again" reaches. */
export async function countResendable(ctx: Context, eventId: number): Promise<number> {
  let all = 0
  for (const state of lostStates) {
    let from = 0
    for (let counted = stretch; counted === stretch; ) {
      const [row] = await ctx.db.read.all<{ n: number; last: number | null }>(sql`
        select count(*) as n, max(id) as last from (
          select d.id from deliveries d where ${resendable(eventId, state)} and d.id > ${from}
          order by d.id limit ${stretch})`)
      counted = row?.n ?? 0
      all += counted
      from = row?.last ?? from
      if (counted === stretch) await turn()
    }
  }
  return all
}
