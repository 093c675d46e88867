import type { ComponentState } from '../../db/vocabulary.ts'
import type { DayUptime } from '../components/uptime.ts'
import { daysIn } from './times.ts'
import { english, type Voice } from './voice.ts'
import type { Mark, Stance } from './words.ts'

/** What stands behind a day: an incident or maintenance with a page, or a state that nobody has written about. */
export type Cause = {
  name: string
  href: string | undefined
  planned: boolean
  /** Written down after the fact. */
  later?: boolean | undefined
}

/** One component's day, ready to be drawn, listed and summed up for a group. */
export type Cell = {
  key: string
  state: ComponentState | 'unknown' | 'unrecorded'
  /** Share of the known time, 0 to 1. */
  up: number | null
  causes: Cause[]
}

/** Days in a row without anything to say, or one that says something. */
export type Bar = { mark: Mark; count: number } | { mark: Mark; href: string; text: string }

/** How a cell looks; "unrecorded" is the look of no data, with words. */
export function stanceOfCell({ state }: Cell, voice: Voice = english): Stance {
  if (state === 'unknown') return { mark: 'none', word: voice.words.states.noData }
  if (state === 'unrecorded') return { mark: 'none', word: voice.words.states.noState }
  return voice.stanceOf(state)
}

/** Whether there is something to say about a day. */
export const speaks = ({ state }: Cell): boolean => state !== 'operational' && state !== 'unknown'

/** A day in which customers had trouble; planned work is none. */
export const isTrouble = (cell: Cell): boolean => speaks(cell) && cell.state !== 'under_maintenance'

/**
 * The cell of a computed day.
 * @param unrecorded incidents of that day for which nobody wrote down a state
 * @param causeOf names what stands behind a claim
 */
export function cellOf(
  day: DayUptime,
  unrecorded: Cause[],
  causeOf: (cause: DayUptime['causes'][number]) => Cause,
): Cell {
  if (day.worst === 'unknown' && unrecorded.length === 0)
    return { key: day.day, state: 'unknown', up: null, causes: [] }
  if (unrecorded.length > 0 && (day.worst === 'operational' || day.worst === 'unknown'))
    return { key: day.day, state: 'unrecorded', up: null, causes: unrecorded }
  return { key: day.day, state: day.worst, up: day.up, causes: [...day.causes.map(causeOf), ...unrecorded] }
}

/** The cells as bars, quiet days run together. @param today its figure is "so far" */
export function barsOf(cells: readonly Cell[], today: string, voice: Voice = english): Bar[] {
  const nameOf = daysIn(voice)
  const bars: Bar[] = []
  for (const cell of cells) {
    const { mark } = stanceOfCell(cell)
    const last = bars.at(-1)
    if (speaks(cell)) bars.push({ mark, href: wayTo(cell), text: readOut(cell, today, voice, nameOf) })
    else if (last && 'count' in last && last.mark === mark) last.count++
    else bars.push({ mark, count: 1 })
  }
  return bars
}

/** To the page of what stands behind a day; to its row in the table where that is several things, or none with a page. */
function wayTo({ key, causes }: Cell): string {
  const [only] = causes
  return causes.length === 1 && only?.href ? only.href : `#day-${key}`
}

/** "Tue 22 Sep: 97.9 %. The shop was down, and 1 more". */
function readOut(cell: Cell, today: string, voice: Voice, nameOf: (day: string) => string): string {
  const { dayBefore, sentence } = voice.words.home
  const { word } = stanceOfCell(cell, voice)
  const figure = cell.up === null ? '' : figureOf(cell.up, cell.key === today, voice)
  const said = cell.state === 'unrecorded' ? word : figure
  const why = causesText(cell.causes, voice) || word
  return dayBefore(nameOf(cell.key), said ? `${sentence(said)} ${why}` : why)
}

function figureOf(up: number, soFar: boolean, voice: Voice): string {
  const figure = voice.dayPercent(up)
  return soFar ? voice.words.times.soFar(figure) : figure
}

function causesText(causes: readonly Cause[], { words: { home } }: Voice): string {
  const [first] = causes
  if (!first?.name) return ''
  const name = first.planned ? home.planned(first.name) : first.name
  return causes.length > 1 ? home.andMore(name, causes.length - 1) : name
}

/** Several components' days as one: the worst of each day, the mean of their figures. */
export function together(rows: readonly Cell[][]): Cell[] {
  return (rows[0] ?? []).map((_, index) => {
    const cells = rows.map((row) => row[index] as Cell)
    const worst = cells.reduce((a, b) => (weight(b) > weight(a) ? b : a))
    const known = cells.flatMap(({ up }) => (up === null ? [] : [up]))
    const causes = [
      ...new Map(
        cells
          .filter(speaks)
          .flatMap((cell) => cell.causes)
          .map((one) => [one.href ?? one.name, one]),
      ).values(),
    ]
    return { ...worst, up: mean(known), causes: worst.state === 'operational' ? [] : firstOf(worst.causes[0], causes) }
  })
}

function firstOf(first: Cause | undefined, all: Cause[]): Cause[] {
  return first ? [first, ...all.filter((one) => one.href !== first.href || one.name !== first.name)] : all
}

const weights = [
  'unknown',
  'operational',
  'unrecorded',
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
]
const weight = ({ state }: Cell) => weights.indexOf(state)

export function mean(values: readonly number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
}
