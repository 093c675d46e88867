import { setTimeout as sleep } from 'node:timers/promises'

/** How long a rate holds before it is raised by a fifth, and how long what was sent is remembered (milliseconds). */
const step = 5_000

/** Mails a second beyond which nothing is held back any more. */
const unlimited = 2000

/**
 * So many complaints, and more than this share of what was sent, and it was too fast. A server says 421 for other reasons too;
 * one that does so to three mails in a hundred would otherwise bring us down to one mail a second.
 */
const enough = 5
const share = 0.1

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
  let changedAt = Number.NEGATIVE_INFINITY
  let sent = 0
  let refused = 0
  let since = clock()

  /** Half of what went through lately, at least one a second. */
  function slow() {
    const now = clock()
    // What was under way when we slowed down says nothing new.
    if (now - changedAt < 1000) return
    refused++
    if (refused < enough || refused < sent * share) return
    const lately = sent / Math.max(1, (now - since) / 1000)
    rate = Math.max(1, Math.min(rate ?? Number.POSITIVE_INFINITY, lately) / 2)
    changedAt = next = since = now
    sent = refused = 0
  }

  function recover(now: number) {
    if (rate === undefined || now - changedAt < step) return
    changedAt = now
    rate = Math.min(most ?? Number.POSITIVE_INFINITY, rate * 1.2)
    if (most === undefined && rate > unlimited) rate = undefined
  }

  function forget(now: number) {
    if (now - since <= 2 * step) return
    sent /= 2
    refused /= 2
    since = now - step
  }

  return {
    turn() {
      const now = clock()
      forget(now)
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
