import type { Cell } from './bars.ts'
import { isTrouble } from './bars.ts'
import { english, type Voice } from './voice.ts'

/** One figure of the record: "Days without trouble", "82 of 90". */
export type Figure = { term: string; value: string }

export type Ended = { startedAt: Date; resolvedAt: Date | null }
export type Kept = { keptAt: Date | null; lapsedAt: Date | null }

/**
 * The record of the last days in a few figures; none before there is a day to count.
 * @param rows every component's days
 */
export function recordOf(
  rows: readonly Cell[][],
  incidents: readonly Ended[],
  promises: readonly Kept[],
  voice: Voice = english,
): Figure[] {
  const { record, of } = voice.words.home
  const days = (rows[0] ?? []).map((_, index) => rows.map((row) => row[index] as Cell))
  const known = days.filter((cells) => cells.some(({ state }) => state !== 'unknown' && state !== 'unrecorded'))
  if (known.length === 0) return []
  const fine = known.filter((cells) => !cells.some(isTrouble)).length
  const figures = [
    { term: record.fine, value: of(`${fine}`, `${known.length}`) },
    { term: record.incidents, value: incidents.length === 0 ? record.none : voice.number(incidents.length) },
  ]
  const longest = Math.max(
    -1,
    ...incidents.map(({ startedAt, resolvedAt }) => (resolvedAt ? +resolvedAt - +startedAt : -1)),
  )
  if (longest >= 0) figures.push({ term: record.longest, value: voice.duration(longest) ?? '' })
  const settled = promises.filter(({ keptAt, lapsedAt }) => keptAt || lapsedAt)
  const kept = settled.filter(({ lapsedAt }) => !lapsedAt)
  if (settled.length > 0) figures.push({ term: record.kept, value: of(`${kept.length}`, `${settled.length}`) })
  return figures
}
