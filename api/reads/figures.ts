import type { Claim } from '../components/claims.ts'
import { type DayUptime, noTime, sharesOf, sumOf, type Time, uptimeOf } from '../components/uptime.ts'
import type { Day } from '../context/zones.ts'
import { type Cause, type Cell, cellOf } from './bars.ts'

/** One component's days and its two figures over all of them, 0 to 1. */
export type Figures = {
  cells: Cell[]
  /** What each day adds to any figure that it is part of; nothing where no state was recorded. */
  times: Time[]
  up: number | null
  upWithMaintenance: number | null
}

/** Incidents that named a component but no state: component id → day → the incidents. */
export type Unrecorded = Map<string, Map<string, Cause[]>>

export type Measured = { id: string; startDate: string | null }

/**
 * Days and figures of every component. A day without a recorded state is drawn as such and left out of the figures.
 * @param causeOf names what stands behind a claim
 */
export function figuresOf(
  components: readonly Measured[],
  claims: readonly Claim[],
  unrecorded: Unrecorded,
  days: readonly Day[],
  now: Date,
  causeOf: (cause: DayUptime['causes'][number]) => Cause,
): Map<string, Figures> {
  const byComponent = Map.groupBy(claims, (claim) => claim.componentId)
  return new Map(
    components.map(({ id, startDate }) => {
      const silent = unrecorded.get(id) ?? new Map<string, Cause[]>()
      const { days: all } = uptimeOf(byComponent.get(id) ?? [], days, startDate, now)
      const cells = all.map((day) => cellOf(day, silent.get(day.day) ?? [], causeOf))
      const times = all.map(({ time }, index) => (cells[index]?.state === 'unrecorded' ? noTime : time))
      return [id, { cells, times, ...sharesOf(sumOf(times)) }]
    }),
  )
}
