import type { Outcome } from './channel.ts'

/** So many failures of the server in a row, and we stop knocking. */
const enough = 5
const shortest = 1000
const longest = 30_000

/** Keeps a thousand mails from knocking at a closed door: one probe after a pause that grows to 30 s, and on when it opens. */
export type Breaker = {
  /** How many attempts may be under way: all, one probe, or none. */
  allows(all: number): number
  note(kind: Outcome['kind']): void
  /** When the next probe may be made (milliseconds); undefined while the server works. */
  opensAt(): number | undefined
}

export function newBreaker(now: () => Date): Breaker {
  let downs = 0
  let pause = 0
  let until = 0
  return {
    allows: (all) => (pause === 0 ? all : now().getTime() < until ? 0 : 1),
    note(kind) {
      if (kind === 'skipped' || kind === 'held') return
      if (kind !== 'down') {
        downs = 0
        pause = 0
        return
      }
      downs++
      const at = now().getTime()
      // What was under way when it closed says nothing new.
      if (pause > 0 ? at < until : downs < enough) return
      pause = Math.min(longest, Math.max(shortest, pause * 2))
      until = at + pause
    },
    opensAt: () => (pause === 0 ? undefined : until),
  }
}
