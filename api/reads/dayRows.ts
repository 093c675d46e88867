import { type Cause, type Cell, speaks, stanceOfCell } from './bars.ts'
import type { Figures } from './figures.ts'
import { daysIn } from './times.ts'
import type { Voice } from './voice.ts'
import type { Stance } from './words.ts'

/** One line of the days as a table: components with the same day, state, figure and reason stand together. */
export type DayRow = {
  /** Set on the first row of a day: where a bar without a page of its own leads. */
  anchor: string | undefined
  day: string
  components: string
  stance: Stance
  up: string
  causes: Cause[]
}

/** A component's two figures, for the table of figures. */
export type FigureRow = { name: string; up: string; upWithMaintenance: string }

type Named = { id: string; name: string }

/** Every day with something to say, newest first. */
export function dayRowsOf(components: readonly Named[], figures: Map<string, Figures>, voice: Voice): DayRow[] {
  const nameOf = daysIn(voice)
  const { allComponents } = voice.words.home
  const rows = new Map<string, { cell: Cell; names: string[] }>()
  for (const { id, name } of components)
    for (const cell of figures.get(id)?.cells ?? []) {
      if (!speaks(cell)) continue
      const key = [
        cell.key,
        cell.state,
        figureOf(cell, voice),
        ...cell.causes.map((cause) => cause.href ?? cause.name),
      ].join('\n')
      const row = rows.get(key)
      if (row) row.names.push(name)
      else rows.set(key, { cell, names: [name] })
    }
  const newestFirst = [...rows.values()].sort((a, b) =>
    a.cell.key < b.cell.key ? 1 : a.cell.key > b.cell.key ? -1 : 0,
  )
  return newestFirst.map(({ cell, names }, index) => ({
    anchor: newestFirst[index - 1]?.cell.key === cell.key ? undefined : `day-${cell.key}`,
    day: nameOf(cell.key),
    components: names.length > 3 && names.length === components.length ? allComponents : voice.listed(names),
    stance: stanceOfCell(cell, voice),
    up: figureOf(cell, voice),
    causes: cell.causes,
  }))
}

/** Both figures of every component, in the page's order. */
export function figureRowsOf(components: readonly Named[], figures: Map<string, Figures>, voice: Voice): FigureRow[] {
  const said = (share: number | null | undefined) =>
    typeof share === 'number' ? voice.percent(share) : voice.words.states.noData
  return components.map(({ id, name }) => {
    const one = figures.get(id)
    return { name, up: said(one?.up), upWithMaintenance: said(one?.upWithMaintenance) }
  })
}

const figureOf = ({ up }: Cell, { dayPercent, words }: Voice) => (up === null ? words.home.notCounted : dayPercent(up))
