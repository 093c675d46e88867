import { type Cause, type ComponentState, rankOf } from '../../db/vocabulary.ts'
import type { Day } from '../context/zones.ts'

/** What a day's figure needs to know of a claim. */
export type Span = { state: ComponentState; cause: Cause; causeId: string; beganAt: Date; endedAt: Date | null }

export type DayUptime = {
  day: string
  /** The worst state of the day; `unknown` before the start date and in the future. */
  worst: ComponentState | 'unknown'
  /** Share of the known time, 0 to 1; null when nothing is known. */
  up: number | null
  /** The same with maintenance counted as down. */
  upWithMaintenance: number | null
  /** What stands behind it, worst first, each once. */
  causes: { cause: Cause; causeId: string; state: ComponentState }[]
}

export type Uptime = { days: DayUptime[]; up: number | null; upWithMaintenance: number | null }

/** How much of an instant each state takes away. The formula that stands on the page. */
export const weights: Record<ComponentState, number> = {
  operational: 0,
  under_maintenance: 0,
  degraded_performance: 0,
  partial_outage: 0.3,
  major_outage: 1,
}

/**
 * One component's days and percentages, from its claims alone.
 * @param days consecutive calendar days in the page's zone
 * @param startDate calendar day before which nothing is known
 * @param now the present: what lies behind it is not counted
 */
export function uptimeOf(spans: readonly Span[], days: readonly Day[], startDate: string | null, now: Date): Uptime {
  const total = { known: 0, lost: 0, lostWithMaintenance: 0 }
  const result = days.map((day) => {
    const known = startDate !== null && day.day < startDate ? 0 : Math.max(0, Math.min(+day.to, +now) - +day.from)
    const touching =
      known > 0 ? spans.filter((span) => +span.beganAt < +day.from + known && endOf(span, now) > +day.from) : []
    const lost = lostIn(touching, +day.from, +day.from + known, now)
    total.known += known
    total.lost += lost.plain
    total.lostWithMaintenance += lost.withMaintenance
    return dayOf(day, touching, known, lost)
  })
  return {
    days: result,
    up: share(total.lost, total.known),
    upWithMaintenance: share(total.lostWithMaintenance, total.known),
  }
}

type Lost = { plain: number; withMaintenance: number }

function dayOf(day: Day, touching: Span[], known: number, lost: Lost): DayUptime {
  if (known === 0) return { day: day.day, worst: 'unknown', up: null, upWithMaintenance: null, causes: [] }
  const causes = new Map<string, DayUptime['causes'][number]>()
  for (const { cause, causeId, state } of [...touching].sort((a, b) => rankOf(b.state) - rankOf(a.state)))
    if (!causes.has(causeId)) causes.set(causeId, { cause, causeId, state })
  const [first] = causes.values()
  return {
    day: day.day,
    worst: first?.state ?? 'operational',
    up: share(lost.plain, known),
    upWithMaintenance: share(lost.withMaintenance, known),
    causes: [...causes.values()],
  }
}

/** The largest weight at each instant, summed over time: two outages at once are lost once. */
function lostIn(spans: Span[], from: number, to: number, now: Date): Lost {
  const lost = { plain: 0, withMaintenance: 0 }
  if (spans.length === 0) return lost
  const cuts = [
    ...new Set(spans.flatMap((span) => [clamp(+span.beganAt, from, to), clamp(endOf(span, now), from, to)])),
  ].sort((a, b) => a - b)
  for (const [index, begin] of cuts.entries()) {
    const end = cuts[index + 1]
    if (end === undefined) break
    const open = spans.filter((span) => +span.beganAt <= begin && endOf(span, now) >= end)
    const worst = Math.max(0, ...open.map(({ state }) => weights[state]))
    const closed = open.some(({ state }) => state === 'under_maintenance')
    lost.plain += worst * (end - begin)
    lost.withMaintenance += Math.max(worst, closed ? 1 : 0) * (end - begin)
  }
  return lost
}

/** "An outage counts inside a window unless the window itself is its cause": a maintenance's claims are `under_maintenance` and weigh 0. */
function endOf(span: Span, now: Date): number {
  return span.endedAt ? +span.endedAt : +now
}

function share(lost: number, known: number): number | null {
  return known > 0 ? 1 - lost / known : null
}

function clamp(at: number, from: number, to: number): number {
  return Math.min(Math.max(at, from), to)
}
