import { noTime, sharesOf, sumOf, type Time } from '../components/uptime.ts'
import { type Day, dayOf, lastDays } from '../context/zones.ts'
import { type Cell, mean, together } from './bars.ts'
import type { Figures } from './figures.ts'

/** A calendar month of one component or group: its days, and the two figures over what is known of them, 0 to 1. */
export type Month = {
  /** YYYY-MM. */
  month: string
  cells: Cell[]
  time: Time
  up: number | null
  upWithMaintenance: number | null
}

/** The days of this month and the eleven before it, oldest first. */
export function yearDays(now: Date, zone: string): Day[] {
  const today = dayOf(now, zone)
  const [year = 0, month = 0] = today.split('-').map(Number)
  const first = Date.UTC(year, month - 12, 1)
  return lastDays(Math.round((Date.parse(`${today}T00:00:00Z`) - first) / 86_400_000) + 1, now, zone)
}

/** Days as months, oldest first: a month's figure is made of its days', nothing else. */
export function monthsOf({ cells, times }: Pick<Figures, 'cells' | 'times'>): Month[] {
  const days = cells.map((cell, index) => ({ cell, time: times[index] ?? noTime }))
  return [...Map.groupBy(days, ({ cell }) => cell.key.slice(0, 7))].map(([month, some]) => {
    const time = sumOf(some.map((day) => day.time))
    return { month, cells: some.map(({ cell }) => cell), time, ...sharesOf(time) }
  })
}

/** A group's months: the worst of each day, the mean of its components' figures, their times added up. */
export function monthsTogether(members: readonly Figures[]): Month[] {
  const all = members.map(monthsOf)
  return (all[0] ?? []).map(({ month }, index) => {
    const theirs = all.map((months) => months[index] as Month)
    const figure = (of: 'up' | 'upWithMaintenance') => mean(theirs.flatMap((one) => one[of] ?? []))
    const time = sumOf(theirs.map((one) => one.time))
    const cells = together(theirs.map((one) => one.cells))
    return { month, cells, time, up: figure('up'), upWithMaintenance: figure('upWithMaintenance') }
  })
}

/** The last days of a longer span. */
export function lastOf({ cells, times }: Figures, count: number): Figures {
  const [lastCells, lastTimes] = [cells.slice(-count), times.slice(-count)]
  return { cells: lastCells, times: lastTimes, ...sharesOf(sumOf(lastTimes)) }
}
