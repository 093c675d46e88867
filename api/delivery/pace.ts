/** The size of a piece of work that follows how long the last one took. */
export type Pace = { size(): number; took(ms: number): void }

/**
 * @param options.first size to begin with
 * @param options.aim milliseconds that one piece should take
 */
export function newPace({
  first,
  least,
  most,
  aim,
}: {
  first: number
  least: number
  most: number
  aim: number
}): Pace {
  let size = first
  return {
    size: () => size,
    took(ms) {
      // Halved at most and doubled at most, so that one odd measurement does not throw it.
      const wanted = size * Math.min(2, Math.max(0.5, aim / Math.max(ms, 0.1)))
      size = Math.round(Math.min(most, Math.max(least, wanted)))
    },
  }
}
