import { type SQL, sql } from 'drizzle-orm'

/** A pause of so many milliseconds begins a new measurement of the pace. */
const pause = 60_000

/**
 * What an update of `fan_outs` keeps beside its counters when results are settled: first, last, and since when it has gone on
 * without a pause. In an update every name on the right means the value from before.
 * @param settled how many are settled by this update; nothing is kept for none
 */
export function pacing(now: number, settled: number): SQL {
  if (settled === 0) return sql``
  const anew = sql`pace_since is null or last_settled_at < ${now - pause}`
  return sql`, first_settled_at = coalesce(first_settled_at, ${now}), last_settled_at = ${now},
    pace_from = case when ${anew} then sent + failed + suppressed + bounced + skipped else pace_from end,
    pace_since = case when ${anew} then ${now} else pace_since end`
}

/** When patience with an event's deliveries begins: with the news, or when somebody asked to send them again. */
export const patienceFrom: SQL = sql`max(coalesce(events.not_before, events.at), coalesce((
    select resent_at from fan_outs where fan_outs.event_id = events.id limit 1), 0))`
