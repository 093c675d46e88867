import { and, desc, eq, gte, inArray, or } from 'drizzle-orm'
import { incidentComponents, incidents, maintenances } from '../../db/schema.ts'
import { worstOf } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import type { Day } from '../context/zones.ts'
import { type Bar, barsOf, mean, together } from './bars.ts'
import { type Change, changesOf } from './changes.ts'
import { type DayRow, dayRowsOf } from './dayRows.ts'
import type { DayView } from './entries.ts'
import type { Figures } from './figures.ts'
import { byDay } from './filtered.ts'
import { isActive } from './incidentView.ts'
import { isListed, listedComponents, type Standing } from './listed.ts'
import { type MaintenanceView, maintenanceView } from './maintenanceView.ts'
import { measure } from './measure.ts'
import { lastOf, monthsOf, monthsTogether, yearDays } from './months.ts'
import { type MonthView, monthViews } from './monthViews.ts'
import { type PageView, readPage } from './pageView.ts'
import { storiesOf } from './stories.ts'
import type { Times } from './times.ts'
import type { Stance } from './words.ts'

export type ComponentPage = {
  page: PageView
  id: string
  name: string
  description: string | undefined
  isGroup: boolean
  group: { href: string; name: string } | undefined
  members: { href: string; name: string; stance: Stance }[]
  stance: Stance
  /** What is the matter with it right now. */
  running: { href: string; name: string }[]
  /** Nothing where the page keeps no figures of it. */
  figures: { up: string; upWithMaintenance: string; bars: Bar[]; months: MonthView[]; days: DayRow[] } | undefined
  changes: Change[]
  planned: MaintenanceView[]
  /** Of the past year. */
  days: DayView[]
}

const mostEntries = 60
const open = ['investigating', 'identified', 'monitoring', 'scheduled', 'in_progress', 'verifying'] as const

/**
 * The page of one component or group.
 * @throws missing when none stands under this id
 */
export async function readComponentPage(ctx: Context, id: string): Promise<ComponentPage> {
  const { page, times, voice, now } = await readPage(ctx)
  const listed = await listedComponents(ctx)
  const row = listed.find((one) => one.id === id)
  if (!row) throw missing('component')
  const leaves = row.isGroup ? listed.filter((one) => one.groupId === id && isListed(one)) : [row]
  const days = yearDays(now, page.timeZone)
  const since = (days[0] as Day).from
  const ids = leaves.map((leaf) => leaf.id)
  const [entries, changes] = await Promise.all([entriesOf(ctx, ids, since), changesOf(ctx, leaves, since, times)])
  const stories = await storiesOf(ctx.db.read, entries)
  const past = stories.filter(({ row }) => row.status !== 'scheduled')
  const planned = stories.filter(({ row }) => ['scheduled', 'in_progress', 'verifying'].includes(row.status))
  const group = listed.find((one) => one.id === row.groupId)
  return {
    page,
    id,
    name: row.name,
    description: row.description ?? undefined,
    isGroup: row.isGroup,
    group: group && { href: `/components/${group.id}`, name: group.name },
    members: (row.isGroup ? leaves : []).map((leaf) => ({
      href: `/components/${leaf.id}`,
      name: leaf.name,
      stance: voice.stanceOf(leaf.state),
    })),
    stance: voice.stanceOf(worstOf(leaves.map(({ state }) => state))),
    running: stories
      .filter((story) => story.row.kind === 'incident' && isActive(story))
      .map((story) => ({ href: `/incidents/${story.row.id}`, name: story.row.name })),
    figures: await figuresOf(ctx, leaves, days, times),
    changes,
    planned: planned.reverse().map((story) => maintenanceView(story, times)),
    days: byDay(past, times),
  }
}

async function figuresOf(
  ctx: Context,
  leaves: Standing[],
  days: Day[],
  times: Times,
): Promise<ComponentPage['figures']> {
  const shown = leaves.filter(({ showcase }) => showcase)
  if (shown.length === 0) return undefined
  const { voice } = times
  const said = (share: number | null) => (share === null ? voice.words.states.noData : voice.percent(share))
  const measured = await measure(ctx, shown, days, times)
  const all = shown.map(({ id }) => measured.get(id) as Figures)
  const lately = all.map((one) => lastOf(one, 90))
  const [only] = all
  const months = shown.length === 1 && only ? monthsOf(only) : monthsTogether(all)
  return {
    up: said(mean(lately.flatMap(({ up }) => up ?? []))),
    upWithMaintenance: said(mean(lately.flatMap(({ upWithMaintenance }) => upWithMaintenance ?? []))),
    bars: barsOf(together(lately.map(({ cells }) => cells)), times.today, voice),
    months: monthViews(months, times),
    days: dayRowsOf(shown, measured, voice),
  }
}

/** Incidents and maintenance that name one of the components: those of the past year, what runs, what is planned. */
async function entriesOf(ctx: Context, componentIds: string[], since: Date): Promise<string[]> {
  const theirs = ctx.db.read
    .select({ id: incidentComponents.incidentId })
    .from(incidentComponents)
    .where(inArray(incidentComponents.componentId, componentIds))
  const lately = or(gte(incidents.startedAt, since), gte(maintenances.scheduledFor, since))
  const rows = await ctx.db.read
    .select({ id: incidents.id })
    .from(incidents)
    .leftJoin(maintenances, eq(maintenances.incidentId, incidents.id))
    .where(and(inArray(incidents.id, theirs), or(lately, inArray(incidents.status, [...open]))))
    .orderBy(desc(incidents.startedAt))
    .limit(mostEntries)
  return rows.map(({ id }) => id)
}
