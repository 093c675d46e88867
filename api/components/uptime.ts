import { type Cause, type ComponentState, rankOf } from '../../db/vocabulary.ts'
import type { Day } from '../context/zones.ts'

/** What a day's figure needs to know of a claim. */
export type Span = { state: ComponentState; cause: Cause; causeId: string; beganAt: Date; endedAt: Date | null }

/** How long it was known, and how much of that was what, in milliseconds. */
export type Time = {
  known: number
  /** Of the worst state at each instant, so that the two never overlap. */
  major: number
  partial: number
  /** Under maintenance, whatever else was the matter. */
  maintenance: number
  /** Lost by the formula. */
  lost: number
  /** The same with maintenance counted as down. */
  lostWithMaintenance: number
}

export type DayUptime = {
  day: string
  /** The worst state of the day; `unknown` before the start date and in the future. */
  worst: ComponentState | 'unknown'
  /** Share of the known time, 0 to 1; null when nothing is known. */
  up: number | null
  /** The same with maintenance counted as down. */
  upWithMaintenance: number | null
  time: Time
  /** What stands behind it, worst first, each once. */
  causes: { cause: Cause; causeId: string; state: ComponentState }[]
}

export type Uptime = { days: DayUptime[]; up: number | null; upWithMaintenance: number | null; time: Time }

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
  // What lasted no time says nothing about any.
  const lasting = spans.filter((span) => endOf(span, now) > +span.beganAt)
  const result = days.map((day) => {
    const known = startDate !== null && day.day < startDate ? 0 : Math.max(0, Math.min(+day.to, +now) - +day.from)
    const touching =
      known > 0 ? lasting.filter((span) => +span.beganAt < +day.from + known && endOf(span, now) > +day.from) : []
    return dayOf(day, touching, timeIn(touching, +day.from, +day.from + known, now))
  })
  const time = sumOf(result.map((day) => day.time))
  return { days: result, ...sharesOf(time), time }
}

/** Several times as one. */
export function sumOf(times: readonly Time[]): Time {
  const sum = { ...noTime }
  for (const time of times) for (const part of parts) sum[part] += time[part]
  return sum
}

/** The two figures, 0 to 1; null when nothing is known. Every figure that is shown comes from here. */
export function sharesOf(time: Time): { up: number | null; upWithMaintenance: number | null } {
  return { up: share(time.lost, time.known), upWithMaintenance: share(time.lostWithMaintenance, time.known) }
}

export const noTime: Readonly<Time> = {
  known: 0,
  major: 0,
  partial: 0,
  maintenance: 0,
  lost: 0,
  lostWithMaintenance: 0,
}
const parts = Object.keys(noTime) as (keyof Time)[]

function dayOf(day: Day, touching: Span[], time: Time): DayUptime {
  if (time.known === 0) return { day: day.day, worst: 'unknown', up: null, upWithMaintenance: null, time, causes: [] }
  const causes = new Map<string, DayUptime['causes'][number]>()
  for (const { cause, causeId, state } of [...touching].sort((a, b) => rankOf(b.state) - rankOf(a.state)))
    if (!causes.has(causeId)) causes.set(causeId, { cause, causeId, state })
  const [first] = causes.values()
  return { day: day.day, worst: first?.state ?? 'operational', ...sharesOf(time), time, causes: [...causes.values()] }
}

/** The largest weight at each instant, summed over time: two outages at once are lost once. */
function timeIn(spans: Span[], from: number, to: number, now: Date): Time {
  const time = { ...noTime, known: to - from }
  if (spans.length === 0) return time
  const cuts = [
    ...new Set(spans.flatMap((span) => [clamp(+span.beganAt, from, to), clamp(endOf(span, now), from, to)])),
  ].sort((a, b) => a - b)
  for (const [index, begin] of cuts.entries()) {
    const end = cuts[index + 1]
    if (end === undefined) break
    const open = spans.filter((span) => +span.beganAt <= begin && endOf(span, now) >= end)
    const has = (state: ComponentState) => open.some((span) => span.state === state)
    const worst = Math.max(0, ...open.map(({ state }) => weights[state]))
    const long = end - begin
    if (has('major_outage')) time.major += long
    else if (has('partial_outage')) time.partial += long
    if (has('under_maintenance')) time.maintenance += long
    time.lost += worst * long
    time.lostWithMaintenance += Math.max(worst, has('under_maintenance') ? 1 : 0) * long
  }
  return time
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
