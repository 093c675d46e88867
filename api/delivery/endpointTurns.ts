/** How many requests one endpoint gets at once, and one that is in trouble. */
const most = 2

/** How long an endpoint rests after failures in a row (milliseconds): always less than a single delivery pauses after as many. */
const rests = [4000, 60_000, 300_000, 900_000]

/** How long to wait for a turn that somebody else has (milliseconds): longer where it may take its time. */
const soon = 1000
const later = 10_000

/** An answer that took longer than this is a kind of trouble too (milliseconds). */
const slow = 5000

export type Turns = {
  /**
   * Asks for a turn at an endpoint, which must be ended.
   * @param troubled what the database knows of it
   * @returns 0, or how long to wait (milliseconds)
   */
  take(id: number, troubled: boolean): number
  /** @param ended.rest how long it asked us to stay away (milliseconds) */
  end(id: number, ended: { ok: boolean; ms: number; rest: number }): void
}

type State = { flying: number; failures: number; slow: boolean; until: number }

/**
 * Keeps endpoints from standing in each other's way: one that fails rests, with pauses that grow to a quarter of an hour, and all
 * that are in trouble together have no more than half of the connections.
 */
export function newTurns(now: () => Date, connections: number): Turns {
  const known = new Map<number, State>()
  const lame = new Set<number>()
  return {
    take(id, troubled) {
      const state = known.get(id) ?? { flying: 0, failures: 0, slow: false, until: 0 }
      const at = now().getTime()
      if (at < state.until) return state.until - at
      const limps = troubled || state.slow || state.failures > 0
      if (state.flying >= (limps ? 1 : most)) return limps ? later : soon
      if (limps && !lame.has(id) && lame.size >= connections / 2) return later
      if (limps) lame.add(id)
      state.flying++
      known.set(id, state)
      return 0
    },
    end(id, { ok, ms, rest }) {
      const state = known.get(id)
      if (!state) return
      state.flying--
      if (state.flying === 0) lame.delete(id)
      state.slow = ms > slow
      state.failures = ok ? 0 : state.failures + 1
      const own = ok ? 0 : (rests[Math.min(state.failures, rests.length) - 1] as number)
      state.until = ok && rest === 0 ? 0 : now().getTime() + Math.max(own, rest)
      if (ok && state.flying === 0 && !state.slow && rest === 0) known.delete(id)
    },
  }
}
