import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import type { DeliveryState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { keep } from '../events/keep.ts'
import type { Channel, Leased, Outcome, Recorded, Schedule } from './channel.ts'
import { pacing, patienceFrom } from './pacing.ts'

/** An attempt and what became of it. */
export type Result = { delivery: Leased; outcome: Outcome }

type Settled = { id: number; eventId: number; state: DeliveryState }

/**
 * Records results, all in one transaction, with the counters of their events. A result whose fence is no longer the
 * row's is not believed: somebody else has taken the delivery over.
 * @returns every result with the state it led to; disbelieved ones are left out
 */
export async function settle(
  ctx: Context,
  { kind, schedule }: Pick<Channel, 'kind' | 'schedule'>,
  results: readonly Result[],
): Promise<Recorded[]> {
  const now = ctx.now().getTime()
  const rows = JSON.stringify(results.map(({ delivery, outcome }) => rowOf(delivery, outcome, schedule, now)))
  const again = results.some(({ outcome }) => stateAfter[outcome.kind] === 'retrying')
  const settled = await keep(ctx, async (tx) => {
    const changed = await tx.all<Settled>(sql`
      update deliveries set state = result.state, outcome = result.answer, next_try_at = result.next,
      settled_at = result.settled, attempts = attempts - result.untried, lease_owner = null, lease_until = null
      from (${again ? withPatience(rows, now - schedule.patience, now) : plainly(rows)}) as result
      where deliveries.id = result.id and deliveries.fence = result.fence and deliveries.state in ('leased', 'waiting')
      returning deliveries.id as id, deliveries.event_id as eventId, deliveries.state as state`)
    await count(tx, kind, changed, now)
    return changed
  })
  const states = new Map(settled.map(({ id, state }) => [id, state]))
  return results.flatMap(({ delivery, outcome }) => {
    const state = states.get(delivery.id)
    return state ? { delivery, outcome, state } : []
  })
}

const fields = sql`value->>0 as id, value->>1 as fence, value->>2 as answer, value->>3 as state, value->>4 as next,
  value->>5 as settled, value->>6 as untried`

const plainly = (rows: string) => sql`select ${fields} from json_each(${rows})`

/** What was put off for too long is given up; what the server alone failed at is not. */
function withPatience(rows: string, tooOld: number, now: number) {
  const tooLate = sql`(value->>7) and ${patienceFrom} <= ${tooOld}`
  return sql`
    select value->>0 as id, value->>1 as fence, value->>2 as answer,
    case when ${tooLate} then 'failed' else value->>3 end as state,
    case when ${tooLate} then null else value->>4 end as next,
    case when ${tooLate} then ${now} else value->>5 end as settled, value->>6 as untried
    from json_each(${rows}) join events on events.id = value->>8`
}

function rowOf(delivery: Leased, outcome: Outcome, schedule: Schedule, now: number) {
  const { id, eventId, fence } = delivery
  const { kind, answer } = outcome
  const pause = pauseOf(delivery, outcome, schedule)
  const state = stateAfter[kind] === 'retrying' && pause === undefined ? 'failed' : stateAfter[kind]
  const again = state === 'retrying'
  const next = again ? now + (pause ?? 0) : null
  const untried = kind === 'held' ? 1 : 0
  return [
    id,
    fence,
    answer.slice(0, 300),
    state,
    next,
    again ? null : now,
    untried,
    again && kind === 'later' ? 1 : 0,
    eventId,
  ]
}

/** A held delivery comes back when its receiver has rested; undefined gives up. */
function pauseOf({ attempts }: Leased, { kind, after = 0 }: Outcome, schedule: Schedule): number | undefined {
  if (kind === 'held') return Math.max(after, 1000)
  const pause = schedule.pauseAfter(attempts, kind === 'down' ? 'down' : 'later', Math.random())
  return pause === undefined ? undefined : Math.max(pause, after)
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

/** Nobody counts a ledger: what progress shows is kept beside the event. */
async function count(tx: Tx, channel: Channel['kind'], settled: readonly Settled[], now: number) {
  for (const [eventId, rows] of Map.groupBy(settled, (row) => row.eventId)) {
    const of = (state: DeliveryState) => rows.reduce((sum, row) => sum + (row.state === state ? 1 : 0), 0)
    const [sent, failed, suppressed, skipped] = [of('sent'), of('failed'), of('suppressed'), of('skipped')]
    const done = sent + failed + suppressed + skipped
    await tx.run(sql`
      update fan_outs set sent = sent + ${sent}, failed = failed + ${failed}, suppressed = suppressed + ${suppressed},
      skipped = skipped + ${skipped}, retried = retried + ${of('retrying')},
      waiting = waiting - ${done} ${pacing(now, done)}
      where event_id = ${eventId} and channel = ${channel}`)
  }
}
