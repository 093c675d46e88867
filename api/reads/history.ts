import { eq } from 'drizzle-orm'
import { incidents, maintenances } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { type DayView, entryView, spanOf } from './entries.ts'
import { type PageView, readPage } from './pageView.ts'
import { type Story, storiesOf } from './stories.ts'
import { daysIn, monthName, type Times } from './times.ts'
import type { Voice } from './voice.ts'

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
  const { page, times, voice } = await readPage(ctx)
  const entries = await allEntries(ctx, times)
  const byMonth = Map.groupBy(entries, ({ month }) => month)
  const months = [...byMonth.keys()].sort()
  const current = times.today.slice(0, 7)
  const month = wanted ?? months.at(-1) ?? current
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month > current || month < (months[0] ?? current))
    throw missing('month')
  const ids = (byMonth.get(month) ?? []).map(({ id }) => id)
  const stories = await storiesOf(ctx.db.read, ids, page.language)
  const summary = summaryOf(stories, month, voice)
  const reachable = months.at(-1) === current ? months : [...months, current]
  return {
    page,
    month,
    name: voice.upper(monthName(month, voice)),
    earlier: linkTo(reachable.filter((one) => one < month).at(-1), voice),
    later: linkTo(
      reachable.find((one) => one > month),
      voice,
    ),
    days: daysOf(stories, times),
    summary: wanted || month === current ? summary : voice.words.history.nothingSince(summary),
    years: yearsOf(byMonth, voice),
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

function linkTo(month: string | undefined, voice: Voice): MonthLink | undefined {
  return month === undefined
    ? undefined
    : { month, href: `/history/${month}`, name: voice.upper(monthName(month, voice)) }
}

function daysOf(stories: Story[], times: Times): DayView[] {
  const newestFirst = stories.toSorted((a, b) => +spanOf(b).from - +spanOf(a).from)
  const nameOf = daysIn(times.voice)
  const byDay = Map.groupBy(newestFirst, (story) => times.dayKey(spanOf(story).from))
  return [...byDay].map(([day, some]) => ({
    label: nameOf(day),
    entries: some.map((story) => entryView(story, day, times)),
    quiet: '',
  }))
}

function summaryOf(stories: Story[], month: string, voice: Voice): string {
  const { history } = voice.words
  if (stories.length === 0) return history.nothing(monthName(month, voice))
  const planned = stories.filter(({ row }) => row.kind === 'maintenance').length
  return history.summary(stories.length - planned, planned)
}

/** All twelve months of every year that has something; those without anything have no way to them. */
function yearsOf(byMonth: Map<string, Entry[]>, voice: Voice): HistoryView['years'] {
  const years = [...new Set([...byMonth.keys()].map((month) => month.slice(0, 4)))].sort().reverse()
  const names = Array.from({ length: 12 }, (_, n) => voice.upper(monthName(`2026-${twoDigits(n + 1)}`, voice, 'short')))
  return years.map((year) => ({
    year,
    months: Array.from({ length: 12 }, (_, n) => {
      const month = `${year}-${twoDigits(n + 1)}`
      const count = byMonth.get(month)?.length ?? 0
      const href = count > 0 ? `/history/${month}` : undefined
      return { month, href, name: names[n] as string, count: voice.words.history.entries(count) }
    }),
  }))
}

const twoDigits = (n: number) => String(n).padStart(2, '0')
