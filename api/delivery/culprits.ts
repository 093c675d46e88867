import type { Leased, Outcome } from './channel.ts'

/** So many drops in a row, and it is the mail. */
const enough = 5
/** Of so many are drops remembered. */
const most = 10_000

/** Tells a mail that takes each connection down with it from a server that does not work. */
export type Culprits = {
  /** The outcome of an attempt; put off like any other, no failure of the server, where the mail alone is to blame. */
  judge(delivery: Pick<Leased, 'id'>, outcome: Outcome): Outcome
}

export function newCulprits(): Culprits {
  /** For each delivery that broke its connection: how often in a row, and how many others had passed before the first time. */
  const drops = new Map<number, { times: number; passed: number }>()
  let passed = 0
  return {
    judge({ id }, outcome) {
      if (outcome.kind === 'held') return outcome
      if (outcome.kind !== 'down') {
        if (outcome.kind !== 'skipped') passed++
        drops.delete(id)
        return outcome
      }
      if (!outcome.midway) return outcome
      if (drops.size >= most) drops.clear()
      const drop = drops.get(id) ?? { times: 0, passed }
      drop.times++
      drops.set(id, drop)
      return drop.times >= enough && passed > drop.passed ? { ...outcome, kind: 'later' } : outcome
    },
  }
}
