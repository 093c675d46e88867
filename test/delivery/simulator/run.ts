import { type Parts, parts as real } from './parts.ts'
import type { Tally } from './play.ts'
import type { Stage } from './stage.ts'
import { type Told, tell } from './story.ts'

/** Tells histories one after another, until one breaks a law. */
export async function tellAll(stage: Stage, first: number, count: number, parts: Parts = real) {
  const sum: Partial<Tally> = {}
  for (let seed = first; seed < first + count; seed++) {
    const told = await tell(stage, seed, parts)
    if (told.wrongs.length > 0) return { broken: told, told: seed - first + 1, sum }
    for (const [name, value] of Object.entries(told.tally) as [keyof Tally, number][])
      sum[name] = (sum[name] ?? 0) + value
  }
  return { broken: undefined, told: count, sum }
}

/** What went wrong, how it came to that, and how to see it again. */
export function report({ seed, wrongs, trace }: Told): string {
  const again = `node test/delivery/simulator/replay.ts ${seed}`
  return [`Seed ${seed} breaks a law: ${wrongs.join('; ')}`, `See it again: ${again}`, ...trace.slice(-60)].join('\n')
}
