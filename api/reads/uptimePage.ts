import { sumOf } from '../components/uptime.ts'
import type { Context } from '../context/context.ts'
import type { Day } from '../context/zones.ts'
import { type Change, changesOf } from './changes.ts'
import type { Figures } from './figures.ts'
import { isListed, listedComponents } from './listed.ts'
import { measure } from './measure.ts'
import { lastOf, monthsOf, yearDays } from './months.ts'
import { type MonthView, monthNamer, monthViews } from './monthViews.ts'
import { type PageView, readPage } from './pageView.ts'
import type { Times } from './times.ts'

export type MeasuredComponent = {
  id: string
  name: string
  href: string
  /** Over the last 90 days. */
  up: string
  upWithMaintenance: string
  /** How long it was what, of the time that is known, so that anybody can do the sum. */
  major: string
  partial: string
  maintenance: string
  known: string
  /** Newest first. */
  months: MonthView[]
}

export type UptimePage = {
  page: PageView
  components: MeasuredComponent[]
  /** The sum done once, for the component that lost most. */
  example: string | undefined
  changes: Change[]
}

/** How much of the time every component worked, and how that is computed. */
export async function readUptime(ctx: Context): Promise<UptimePage> {
  const { page, times, now } = await readPage(ctx)
  const leaves = (await listedComponents(ctx)).filter((row) => isListed(row) && row.showcase)
  const days = yearDays(now, page.timeZone)
  const [figures, changes] = await Promise.all([
    measure(ctx, leaves, days, times),
    changesOf(ctx, leaves, (days[0] as Day).from, times),
  ])
  const rows = leaves.map((leaf) => ({ leaf, all: figures.get(leaf.id) as Figures }))
  const lately = rows.map(({ leaf, all }) => ({ leaf, last: lastOf(all, 90), months: monthsOf(all) }))
  const namer = monthNamer(times)
  const measured = lately.map(({ leaf, last, months }) => ({
    id: leaf.id,
    name: leaf.name,
    href: `/components/${leaf.id}`,
    ...saidOf(last, times),
    months: monthViews(months, times, namer),
  }))
  const lost = lately.map(({ last }) => sumOf(last.times).lost)
  const most = Math.max(0, ...lost)
  const worst = most > 0 ? measured[lost.indexOf(most)] : undefined
  return { page, components: measured, example: worst && times.voice.words.measured.example(worst), changes }
}

function saidOf(figures: Figures, { voice }: Times) {
  const share = (value: number | null) => (value === null ? voice.words.states.noData : voice.percent(value))
  const time = sumOf(figures.times)
  const long = (ms: number) => (ms === 0 ? voice.words.times.minutes(0) : (voice.duration(ms) ?? ''))
  return {
    up: share(figures.up),
    upWithMaintenance: share(figures.upWithMaintenance),
    major: long(time.major),
    partial: long(time.partial),
    maintenance: long(time.maintenance),
    known: long(time.known),
  }
}
