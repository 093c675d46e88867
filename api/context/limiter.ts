/** Counts tries by key. `take` says how many milliseconds to wait; 0 means that the try was counted and may be made. */
export type Limiter = { take(key: string): number }

/** Beyond so many keys the one that has been quiet longest is forgotten: memory is bounded, whoever knocks. */
const mostKeys = 20_000

/**
 * A sliding window in memory, for one process.
 * @param options.max tries per window and key
 * @param options.windowMs length of the window in milliseconds
 */
export function newLimiter({ max, windowMs, now }: { max: number; windowMs: number; now: () => Date }): Limiter {
  const tries = new Map<string, number[]>()
  return {
    take(key) {
      const at = now().getTime()
      const recent = (tries.get(key) ?? []).filter((time) => time > at - windowMs)
      const wait = recent.length < max ? 0 : (recent[0] as number) + windowMs - at
      if (wait === 0) recent.push(at)
      // Taken out and put back, so that the order of the map is the order of the last try.
      tries.delete(key)
      tries.set(key, recent)
      for (const oldest of tries.keys()) {
        if (tries.size <= mostKeys) break
        tries.delete(oldest)
      }
      return wait
    },
  }
}
