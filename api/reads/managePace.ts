import type { fanOuts } from '../../db/schema.ts'
import { duration } from './times.ts'

/** How fast a message goes out, as far as its counters know. */
export type Pace =
  | { kind: 'moving'; perSecond: number; secondsLeft: number }
  /** Begun so lately that any estimate would be made up. */
  | { kind: 'early' }
  /** Somebody waits, and nothing was settled for a while: a server that does not work, or receivers that asked for patience. */
  | { kind: 'still'; seconds: number }
  | { kind: 'unbegun' }

type Counters = Pick<
  typeof fanOuts.$inferSelect,
  'waiting' | 'sent' | 'failed' | 'suppressed' | 'bounced' | 'skipped' | 'lastSettledAt' | 'paceSince' | 'paceFrom'
>

/** After so many seconds without a result it does not move any more; an estimate needs so many seconds and results. */
const patience = 30
const enough = { seconds: 3, results: 20 }

/** @returns undefined when nobody waits */
export function paceOf(fan: Counters, now: Date): Pace | undefined {
  if (fan.waiting === 0) return undefined
  if (!fan.paceSince || !fan.lastSettledAt) return { kind: 'unbegun' }
  const quiet = (+now - +fan.lastSettledAt) / 1000
  if (quiet > patience) return { kind: 'still', seconds: quiet }
  const results = fan.sent + fan.failed + fan.suppressed + fan.bounced + fan.skipped - fan.paceFrom
  // Up to now, not to the last result: a pace that is slowing down shows at once.
  const seconds = (+now - +fan.paceSince) / 1000
  if (seconds < enough.seconds || results < enough.results) return { kind: 'early' }
  const perSecond = results / seconds
  return { kind: 'moving', perSecond, secondsLeft: fan.waiting / perSecond }
}

const order: Pace['kind'][] = ['still', 'unbegun', 'moving', 'early']

/** Of several channels, the one that everybody waits for. */
export function slowest(paces: readonly (Pace | undefined)[]): Pace | undefined {
  const left = (pace: Pace) => (pace.kind === 'moving' ? pace.secondsLeft : 0)
  return paces
    .filter((pace) => pace !== undefined)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || left(b) - left(a))[0]
}

/** "about 2 minutes left at 310 a second". */
export function paceWords(pace: Pace): string {
  switch (pace.kind) {
    case 'moving':
      return `${leftWords(pace.secondsLeft)} left at ${rateWords(pace.perSecond)}`
    case 'early':
      return 'begun just now'
    case 'still':
      return `nothing has gone out for ${duration(pace.seconds * 1000)}`
    case 'unbegun':
      return 'not begun yet'
  }
}

function leftWords(seconds: number): string {
  if (seconds < 10) return 'a few seconds'
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10} seconds`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `about ${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `about ${hours} hours` : `about ${Math.round(hours / 24)} days`
}

function rateWords(perSecond: number): string {
  if (perSecond >= 10) return `${Math.round(perSecond).toLocaleString('en')} a second`
  if (perSecond >= 1) return `${perSecond.toFixed(1)} a second`
  return `${Math.max(1, Math.round(perSecond * 60))} a minute`
}
