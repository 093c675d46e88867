import type { ClaimRow, Story } from './stories.ts'
import type { Moment, Times } from './times.ts'
import type { Voice } from './voice.ts'
import type { Mark, Stance } from './words.ts'

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
  const ended = (claim: ClaimRow): claim is Ended => claim.endedAt !== null && +claim.endedAt > +claim.beganAt
  const claims = story.claims.filter(ended)
  if (claims.length === 0) return undefined
  const { voice } = times
  const scale = scaleOf(claims, voice)
  const byComponent = [...Map.groupBy(claims, (claim) => claim.componentId).values()]
  const names = new Map(story.components.map(({ id, name }) => [id, name]))
  const endsOf = endsIn(times, scale)
  return {
    rows: byComponent.map((some) => {
      const last = some.reduce((a, b) => (+b.endedAt > +a.endedAt ? b : a))
      const [from, to] = endsOf({ beganAt: (some[0] as Ended).beganAt, endedAt: last.endedAt })
      return { name: names.get(last.componentId) ?? '', from, to, spans: some.map(scale.spanOf) }
    }),
    ticks: ticksBetween(scale, times).map(({ at, text }) => ({ x: scale.x(at), text })),
    table: byComponent.flat().map((claim) => {
      const [from, to] = endsOf(claim)
      const lasted = voice.duration(+claim.endedAt - +claim.beganAt) ?? ''
      return { name: names.get(claim.componentId) ?? '', stance: voice.stanceOf(claim.state), from, to, lasted }
    }),
    key: [...new Set(claims.map(({ state }) => state))].map(voice.stanceOf),
  }
}

type Scale = ReturnType<typeof scaleOf>

/** From the first instant to the last, with a little room at both ends, so that they are seen to be ends. */
function scaleOf(claims: Ended[], { stanceOf }: Voice) {
  const begin = Math.min(...claims.map((claim) => +claim.beganAt))
  const end = Math.max(...claims.map((claim) => +claim.endedAt))
  const room = Math.max((end - begin) * 0.04, minute / 2)
  const [left, right] = [begin - room, end + room]
  const percent = (ms: number) => `${((ms / (right - left)) * 100).toFixed(2)}%`
  const x = (at: number) => percent(at - left)
  const step = steps.find((one) => (end - begin) / one <= 4) ?? (steps.at(-1) as number)
  const spanOf = ({ state, beganAt, endedAt }: Ended) => ({
    mark: stanceOf(state).mark,
    x: x(+beganAt),
    width: percent(+endedAt - +beganAt),
  })
  return { begin, end, left, right, step, x, spanOf }
}

/** Days are named only where the story has more than one. */
function endsIn(times: Times, { begin, end }: Scale): (span: Pick<Ended, 'beganAt' | 'endedAt'>) => [Moment, Moment] {
  const oneDay = times.dayKey(new Date(begin)) === times.dayKey(new Date(end))
  return ({ beganAt, endedAt }) => (oneDay ? [times.at(beganAt), times.at(endedAt)] : times.span(beganAt, endedAt))
}

/** Round times inside the span; days where hours say nothing. */
function ticksBetween({ left, right, step }: Scale, times: Times): { at: number; text: string }[] {
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
