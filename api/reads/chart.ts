import type { ClaimRow, Story } from './stories.ts'
import { duration, type Moment, type Times } from './times.ts'
import { type Mark, type Stance, stanceOf } from './words.ts'

/** What was affected, and when: one line per component, in percent of the whole span. */
export type ChartView = {
  rows: { name: string; from: Moment; to: Moment; spans: { mark: Mark; x: string; width: string }[] }[]
  ticks: { x: string; text: string }[]
  table: { name: string; stance: Stance; from: Moment; to: Moment; lasted: string }[]
  /** The states that occur, for the legend. */
  key: Stance[]
}

type Ended = ClaimRow & { endedAt: Date }

const minute = 60_000
const hour = 60 * minute
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200].map(
  (minutes) => minutes * minute,
)

/** The chart of a story that is over; undefined where no state was recorded. */
export function chartOf(story: Story, times: Times): ChartView | undefined {
  const claims = story.claims.filter(
    (claim): claim is Ended => claim.endedAt !== null && +claim.endedAt > +claim.beganAt,
  )
  if (claims.length === 0) return undefined
  const begin = Math.min(...claims.map((claim) => +claim.beganAt))
  const end = Math.max(...claims.map((claim) => +claim.endedAt))
  const step = steps.find((one) => (end - begin) / one <= 4) ?? (steps.at(-1) as number)
  // A little room at both ends, so that the first and last instant are seen to be ends.
  const room = Math.max((end - begin) * 0.04, minute / 2)
  const [left, right] = [begin - room, end + room]
  const x = (at: number) => `${(((at - left) / (right - left)) * 100).toFixed(2)}%`
  const width = (claim: Ended) => `${(((+claim.endedAt - +claim.beganAt) / (right - left)) * 100).toFixed(2)}%`
  const byComponent = [...Map.groupBy(claims, (claim) => claim.componentId).values()]
  const names = new Map(story.components.map(({ id, name }) => [id, name]))
  const nameOf = (claim: ClaimRow) => names.get(claim.componentId) ?? ''
  return {
    rows: byComponent.map((some) => {
      const last = some.reduce((a, b) => (+b.endedAt > +a.endedAt ? b : a))
      const [from, to] = times.span((some[0] as Ended).beganAt, last.endedAt)
      const spans = some.map((claim) => ({
        mark: stanceOf(claim.state).mark,
        x: x(+claim.beganAt),
        width: width(claim),
      }))
      return { name: nameOf(some[0] as Ended), from, to, spans }
    }),
    ticks: ticksBetween(left, right, step, times).map(({ at, text }) => ({ x: x(at), text })),
    table: byComponent.flat().map((claim) => {
      const [from, to] = times.span(claim.beganAt, claim.endedAt)
      return {
        name: nameOf(claim),
        stance: stanceOf(claim.state),
        from,
        to,
        lasted: duration(+claim.endedAt - +claim.beganAt) ?? '',
      }
    }),
    key: [...new Set(claims.map((claim) => stanceOf(claim.state)))],
  }
}

/** Round times inside the span; days where hours say nothing. */
function ticksBetween(left: number, right: number, step: number, times: Times): { at: number; text: string }[] {
  const ticks: { at: number; text: string }[] = []
  // Aligned to the zone's own hours, which may be half an hour off.
  const clock = times.at(new Date(left)).text.split(':').map(Number) as [number, number]
  const midnight = Math.floor(left / minute) * minute - (clock[0] * 60 + clock[1]) * minute
  for (let at = midnight + Math.ceil((left - midnight) / step) * step; at < right; at += step) {
    const share = (at - left) / (right - left)
    if (share < 0.04 || share > 0.96) continue
    const said = new Date(at)
    ticks.push({ at, text: step >= 12 * hour ? times.date(said).text : times.at(said).text })
  }
  return ticks
}
