import { type Limiter, newLimiter } from '../context/limiter.ts'
import { Problem } from '../context/problems.ts'

/** Tries per account (10 in 15 minutes) and per source (100): two counters that the process hands in. */
export type Limits = { account: Limiter; source: Limiter }

export function newLimits(now: () => Date): Limits {
  const windowMs = 15 * 60_000
  return { account: newLimiter({ max: 10, windowMs, now }), source: newLimiter({ max: 100, windowMs, now }) }
}

/** Counted before the password is looked at, so that a hundred tries at once are a hundred tries. */
export function takeTry({ account, source }: Limits, keys: { account: string; source?: string }): void {
  const wait = (keys.source === undefined ? 0 : source.take(keys.source)) || account.take(keys.account)
  if (wait === 0) return
  const retryAfter = Math.ceil(wait / 1000)
  const when = retryAfter < 90 ? `${retryAfter} seconds` : `${Math.ceil(retryAfter / 60)} minutes`
  throw new Problem('tooMany', 'too-many-tries', `Too many tries. Try again in ${when}.`, { retryAfter })
}
