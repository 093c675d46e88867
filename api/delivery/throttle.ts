import { setTimeout as sleep } from 'node:timers/promises'

/** How long a rate holds before it is raised by a fifth (milliseconds). */
const step = 5_000

/** Mails a second beyond which nothing is held back any more. */
const unlimited = 2000

/** Sends no faster than a server wants it. */
export type Throttle = {
  /** Resolves when the next mail may go. */
  turn(): Promise<void> | undefined
  /** The server said that this was too fast. */
  tooFast(): void
  /** Mails a second at present; undefined when nothing holds us back. */
  rate(): number | undefined
}

/**
 * @param most mails a second that are never exceeded; undefined for as fast as the server takes them
 * @param clock milliseconds that only grow
 */
export function newThrottle(most: number | undefined, clock: () => number = () => performance.now()): Throttle {
  let rate = most
  let next = 0
  let changedAt = 0
  let sent = 0
  let since = clock()

  /** Half of what went through lately, at least one in ten seconds. */
  function slow() {
    const now = clock()
    if (now - changedAt < 1000) return
    const lately = sent / Math.max(1, (now - since) / 1000)
    rate = Math.max(0.1, Math.min(rate ?? Number.POSITIVE_INFINITY, lately) / 2)
    changedAt = now
    next = now
  }

  function recover(now: number) {
    if (rate === undefined || now - changedAt < step) return
    changedAt = now
    rate = Math.min(most ?? Number.POSITIVE_INFINITY, rate * 1.2)
    if (most === undefined && rate > unlimited) rate = undefined
  }

  return {
    turn() {
      const now = clock()
      if (now - since > 2 * step) {
        sent /= 2
        since = now - step
      }
      sent++
      recover(now)
      if (rate === undefined) return undefined
      const at = Math.max(now, next)
      next = at + 1000 / rate
      return at - now < 1 ? undefined : sleep(at - now)
    },
    tooFast: slow,
    rate: () => rate,
  }
}
