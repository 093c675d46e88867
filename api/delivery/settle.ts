import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import type { ChannelKind, DeliveryState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { keep } from '../events/keep.ts'
import { mailSchedule } from './backoff.ts'
import type { Leased, Outcome } from './channel.ts'
import { pacing, patienceFrom } from './pacing.ts'

/** An attempt and what became of it. */
export type Result = { delivery: Leased; outcome: Outcome }

type Settled = { eventId: number; state: DeliveryState }

/**
 * Records results, all in one transaction, with the counters of their events. A result whose fence is no longer the
 * row's is not believed: somebody else has taken the delivery over.
 */
export async function settle(ctx: Context, channel: ChannelKind, results: Result[]): Promise<void> {
  const now = ctx.now().getTime()
  const rows = JSON.stringify(results.map(({ delivery, outcome }) => rowOf(delivery, outcome, now)))
  await keep(ctx, async (tx) => {
    const settled = await tx.all<Settled>(sql`
      update deliveries set state = result.state, outcome = result.answer, next_try_at = result.next,
      settled_at = result.settled, lease_owner = null, lease_until = null
      from (${resultsIn(rows, now)}) as result
      where deliveries.id = result.id and deliveries.fence = result.fence and deliveries.state in ('leased', 'waiting')
      returning deliveries.event_id as eventId, deliveries.state as state`)
    await count(tx, channel, settled, now)
  })
}

/** After 48 hours what was put off is given up; what the server alone failed at is not. */
function resultsIn(rows: string, now: number) {
  const tooLate = sql`(value->>'later') and ${patienceFrom} <= ${now - mailSchedule.patience}`
  return sql`
    select value->>'id' as id, value->>'fence' as fence, value->>'answer' as answer,
    case when ${tooLate} then 'failed' else value->>'state' end as state,
    case when ${tooLate} then null else value->>'next' end as next,
    case when ${tooLate} then ${now} else value->>'settled' end as settled
    from json_each(${rows}) join events on events.id = value->>'event'`
}

function rowOf({ id, eventId, fence, attempts }: Leased, { kind, answer }: Outcome, now: number) {
  const again = kind === 'later' || kind === 'down'
  return {
    id,
    fence,
    event: eventId,
    answer: answer.slice(0, 300),
    state: stateAfter[kind],
    later: kind === 'later' ? 1 : 0,
    next: again ? now + (mailSchedule.pauseAfter(attempts, kind, Math.random()) ?? 0) : null,
    settled: again ? null : now,
  }
}

const stateAfter: Record<Outcome['kind'], DeliveryState> = {
  sent: 'sent',
  later: 'retrying',
  down: 'retrying',
  held: 'retrying',
  refused: 'failed',
  gone: 'suppressed',
  skipped: 'skipped',
}

async function count(tx: Tx, channel: ChannelKind, settled: Settled[], now: number) {
  for (const eventId of new Set(settled.map((row) => row.eventId))) {
    const of = (state: DeliveryState) => settled.filter((row) => row.eventId === eventId && row.state === state).length
    const [sent, failed, suppressed, skipped] = [of('sent'), of('failed'), of('suppressed'), of('skipped')]
    await tx.run(sql`
      update fan_outs set sent = sent + ${sent}, failed = failed + ${failed}, suppressed = suppressed + ${suppressed},
      skipped = skipped + ${skipped}, retried = retried + ${of('retrying')},
      waiting = waiting - ${sent + failed + suppressed + skipped} ${pacing(now, sent + failed + suppressed + skipped)}
      where event_id = ${eventId} and channel = ${channel}`)
  }
}
