import { eq } from 'drizzle-orm'
import { incidents, maintenances } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { type DayView, entryView, spanOf } from './entries.ts'
import { type PageView, readPage } from './pageView.ts'
import { type Story, storiesOf } from './stories.ts'
import { dayName, monthName, type Times } from './times.ts'
import { counted } from './words.ts'

export type MonthLink = { month: string; href: string; name: string }

export type HistoryView = {
  page: PageView
  month: string
  name: string
  earlier: MonthLink | undefined
  later: MonthLink | undefined
  days: DayView[]
  /** "12 incidents and 1 maintenance on 9 days.", or that there was nothing. */
  summary: string
  years: { year: string; months: { month: string; name: string; href: string | undefined; count: string }[] }[]
}

type Entry = { id: string; month: string }

/**
 * One month of history, newest day first.
 * @param wanted YYYY-MM in the page's zone; without it the newest month with something
 * @throws missing for a month that cannot have anything
 */
export async function readHistory(ctx: Context, wanted?: string): Promise<HistoryView> {
  const { page, times } = await readPage(ctx)
  const entries = await allEntries(ctx, times)
  const byMonth = Map.groupBy(entries, ({ month }) => month)
  const months = [...byMonth.keys()].sort()
  const current = times.today.slice(0, 7)
  const month = wanted ?? months.at(-1) ?? current
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month > current || month < (months[0] ?? current))
    throw missing('month')
  const ids = (byMonth.get(month) ?? []).map(({ id }) => id)
  const stories = await storiesOf(ctx.db.read, ids)
  const reachable = months.at(-1) === current ? months : [...months, current]
  return {
    page,
    month,
    name: monthName(month),
    earlier: linkTo(reachable.filter((one) => one < month).at(-1)),
    later: linkTo(reachable.find((one) => one > month)),
    days: daysOf(stories, times),
    summary: summaryOf(stories, month) + (wanted || month === current ? '' : ' Nothing has been reported since.'),
    years: yearsOf(byMonth),
  }
}

/** Every incident, and every maintenance that is no plan any more, with the month it began in. */
async function allEntries(ctx: Context, times: Times): Promise<Entry[]> {
  const rows = await ctx.db.read
    .select({
      id: incidents.id,
      status: incidents.status,
      startedAt: incidents.startedAt,
      beganAt: maintenances.beganAt,
      scheduledFor: maintenances.scheduledFor,
    })
    .from(incidents)
    .leftJoin(maintenances, eq(maintenances.incidentId, incidents.id))
  const month = (at: Date) => times.dayKey(at).slice(0, 7)
  return rows
    .filter(({ status }) => status !== 'scheduled')
    .map(({ id, startedAt, beganAt, scheduledFor }) => ({ id, month: month(beganAt ?? scheduledFor ?? startedAt) }))
    .filter(({ month }) => month <= times.today.slice(0, 7))
}

function linkTo(month: string | undefined): MonthLink | undefined {
  return month === undefined ? undefined : { month, href: `/history/${month}`, name: monthName(month) }
}

function daysOf(stories: Story[], times: Times): DayView[] {
  const newestFirst = stories.toSorted((a, b) => +spanOf(b).from - +spanOf(a).from)
  const byDay = Map.groupBy(newestFirst, (story) => times.dayKey(spanOf(story).from))
  return [...byDay].map(([day, some]) => ({
    label: dayName(day),
    entries: some.map((story) => entryView(story, day, times)),
    quiet: '',
  }))
}

function summaryOf(stories: Story[], month: string): string {
  if (stories.length === 0) return `Nothing was reported in ${monthName(month)}.`
  const planned = stories.filter(({ row }) => row.kind === 'maintenance').length
  const parts = [
    stories.length > planned ? counted(stories.length - planned, 'incident') : '',
    planned > 0 ? counted(planned, 'maintenance', 'maintenances') : '',
  ]
  return `${parts.filter(Boolean).join(' and ')}.`
}

/** All twelve months of every year that has something; those without anything have no way to them. */
function yearsOf(byMonth: Map<string, Entry[]>): HistoryView['years'] {
  const years = [...new Set([...byMonth.keys()].map((month) => month.slice(0, 4)))].sort().reverse()
  return years.map((year) => ({
    year,
    months: Array.from({ length: 12 }, (_, n) => {
      const month = `${year}-${String(n + 1).padStart(2, '0')}`
      const count = byMonth.get(month)?.length ?? 0
      const href = count > 0 ? `/history/${month}` : undefined
      return { month, href, name: monthName(month).slice(0, 3), count: counted(count, 'entry', 'entries') }
    }),
  }))
}
