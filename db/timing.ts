/** How long our own database calls held the thread: the longest and what it was, and how many passed the limit. */
export type Timing = { calls: number; longest: number; longestWas: string; overLimit: number }

/** No call of ours may hold the thread longer while serving (milliseconds). */
export const callLimit = 50

export function newTiming(): Timing {
  return { calls: 0, longest: 0, longestWas: '', overLimit: 0 }
}

/** Runs one call and notes how long it took. An upper bound: what other tasks did in between counts too. */
export async function timed<T>(timing: Timing, what: () => string, call: () => Promise<T>): Promise<T> {
  const began = performance.now()
  try {
    return await call()
  } finally {
    const took = performance.now() - began
    timing.calls++
    if (took > timing.longest) Object.assign(timing, { longest: took, longestWas: what() })
    if (took > callLimit) timing.overLimit++
  }
}
