/** Chance that can be repeated: the same seed, the same history. */
export type Dice = ReturnType<typeof newDice>

/** @param seed any whole number */
export function newDice(seed: number) {
  let state = seed >>> 0
  // mulberry32: small, fast, and even enough to choose steps by.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    next,
    chance: (share: number) => next() < share,
    /** A whole number from `least` to `most`, both included. */
    between: (least: number, most: number) => least + below(most - least + 1),
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    /** One of the names, each as often as its weight says. */
    weighed<T extends string>(weights: { [name in T]?: number }): T {
      const all = Object.entries(weights) as [T, number][]
      let at = next() * all.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [name, weight] of all) {
        at -= weight
        if (at < 0) return name
      }
      return (all.at(-1) as [T, number])[0]
    },
  }
}
