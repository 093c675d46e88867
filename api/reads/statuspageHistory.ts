import { and, desc, eq, gte, isNull, lt, min, ne, or, sql } from 'drizzle-orm'
import { incidents, maintenances, publications } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { dayOf, instantOf } from '../context/zones.ts'
import { readFrame } from './statuspage.ts'
import { type Story, storiesOf } from './stories.ts'
import { type Times, timesIn } from './times.ts'
import { lightHtml } from './wire.ts'
import { wireNotice } from './wireNotice.ts'

// What scrapers read beside the API itself: nobody promised it to them, and they rely on it.

/** When it happened: a maintenance when it was planned for, or truly began. */
const happened = sql<Date>`coalesce(${maintenances.beganAt}, ${maintenances.scheduledFor}, ${incidents.startedAt})`

const monthsPerPage = 3

/**
 * `history.json?page=N`: three months a page, the newest first; no months at all before the first incident.
 * @param number from 1
 */
export async function readHistoryJson(ctx: Context, number: number) {
  const { page } = await readFrame(ctx)
  const zone = page.time_zone
  const current = dayOf(ctx.now(), zone).slice(0, 7)
  const first = dayOf((await firstInstant(ctx)) ?? ctx.now(), zone).slice(0, 7)
  const months = Array.from({ length: monthsPerPage }, (_, n) => before(current, (number - 1) * monthsPerPage + n))
  const shown = months.filter((month) => month >= first)
  const [newest, oldest] = [shown[0], shown.at(-1)]
  if (!newest || !oldest) return { months: [] }
  const [from, to] = [instantOf(`${oldest}-01`, zone), instantOf(`${before(newest, -1)}-01`, zone)]
  const stories = await storiesBetween(ctx, from, to)
  const times = timesIn(zone, ctx.now())
  const byMonth = Map.groupBy(stories, (story) => dayOf(whenOf(story)[0], zone).slice(0, 7))
  return { months: shown.map((month) => monthOf(month, byMonth.get(month) ?? [], times)) }
}

/**
 * `incidents/ID.json`: one incident or maintenance, with its post-mortem.
 * @throws missing
 */
export async function readIncidentJson(ctx: Context, id: string) {
  const [story] = await storiesOf(ctx.db.read, [id])
  if (!story) throw missing('incident')
  const { frame } = await readFrame(ctx)
  const standing = and(eq(publications.incidentId, id), isNull(publications.replacedAt))
  const [report] = await ctx.db.read.select().from(publications).where(standing)
  return wireNotice(frame, story, report)
}

/** Every incident, and every maintenance that was not called off before it began. */
const told = or(eq(incidents.kind, 'incident'), ne(incidents.status, 'cancelled'))

async function firstInstant(ctx: Context): Promise<Date | undefined> {
  const [row] = await ctx.db.read
    .select({ at: min(incidents.startedAt) })
    .from(incidents)
    .where(told)
  return row?.at ?? undefined
}

async function storiesBetween(ctx: Context, from: Date, to: Date): Promise<Story[]> {
  const rows = await ctx.db.read
    .select({ id: incidents.id })
    .from(incidents)
    .leftJoin(maintenances, eq(maintenances.incidentId, incidents.id))
    .where(and(told, gte(happened, +from), lt(happened, +to)))
    .orderBy(desc(happened), desc(incidents.id))
  return storiesOf(
    ctx.db.read,
    rows.map(({ id }) => id),
  )
}

/** From when to when. */
function whenOf({ row, maintenance }: Story): [Date, Date | null] {
  if (!maintenance) return [row.startedAt, row.resolvedAt]
  const { beganAt, completedAt, scheduledFor, scheduledUntil } = maintenance
  return [beganAt ?? scheduledFor, completedAt ?? scheduledUntil]
}

function monthOf(month: string, stories: Story[], times: Times) {
  const noon = new Date(`${month}-01T12:00:00Z`)
  const [year, number] = month.split('-').map(Number) as [number, number]
  return {
    name: monthWord(month),
    year,
    starts_on: noon.getUTCDay(),
    days: new Date(Date.UTC(year, number, 0)).getUTCDate(),
    incidents: stories.map((story) => entryOf(story, times)),
  }
}

function entryOf(story: Story, times: Times) {
  const { row } = story
  const newest = story.updates.find((update) => !update.replacedAt)
  return {
    code: row.id,
    name: row.name,
    message: newest ? lightHtml(newest) : '',
    impact: row.impactOverride ?? row.impact,
    timestamp: stampOf(whenOf(story), times),
  }
}

/** With the markup that its readers look for. */
function stampOf([from, to]: [Date, Date | null], times: Times): string {
  const on = (at: Date) =>
    `${monthWord(times.dayKey(at)).slice(0, 3)} <var data-var='date'> ${Number(times.dayKey(at).slice(8))}</var>, `
  const at = (time: Date) => `<var data-var='time'>${times.at(time).text}</var>`
  const end = to ? ` - ${times.dayKey(to) === times.dayKey(from) ? '' : on(to)}${at(to)}` : ''
  return `${on(from)}${at(from)}${end} ${times.zoneWord(from)}`
}

/** "March" of a day or month that begins with "2026-03"; the format knows English alone. */
function monthWord(key: string): string {
  return new Date(`${key.slice(0, 7)}-01T12:00:00Z`).toLocaleString('en', { month: 'long', timeZone: 'UTC' })
}

/** YYYY-MM, so many months earlier. */
function before(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7)
}
