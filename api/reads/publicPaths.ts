import { desc, eq, isNull } from 'drizzle-orm'
import { incidents, maintenances, publications } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { filterPath } from './filtered.ts'
import { activeIds, plannedIds } from './homeRows.ts'
import { isListed, listedComponents } from './listed.ts'
import { readPage } from './pageView.ts'

/** A public page at an address of its own. */
export type PublicPath = {
  /** Begins with a slash, ends without one. */
  path: string
  /** When what it says last changed; undefined when nothing has ever been said on it. */
  changedAt: Date | undefined
}

/**
 * Every public page that can be found without a form, the most looked at first: what a site map names and what a static
 * copy holds. Feeds, JSON and files are not among them.
 */
export async function publicPaths(ctx: Context): Promise<PublicPath[]> {
  const [entries, reports] = await Promise.all([entriesOf(ctx), reportsOf(ctx)])
  const newest = newestOf([...entries, ...reports])
  return [
    { path: '/', changedAt: newest },
    { path: '/history', changedAt: newestOf(entries) },
    { path: '/reports', changedAt: newestOf(reports) },
    { path: '/uptime', changedAt: newest },
    ...(await componentsOf(ctx, newest)),
    ...(await monthsOf(ctx, entries)),
    ...entries.map(({ id, changedAt }) => ({ path: `/incidents/${id}`, changedAt })),
    ...reports.map(({ id, changedAt }) => ({ path: `/reports/${id}`, changedAt })),
  ]
}

/** The pages that people go to when something has just been said. */
export async function newestPaths(ctx: Context): Promise<string[]> {
  const { read } = ctx.db
  const [active, planned] = await Promise.all([activeIds(read), plannedIds(read)])
  const paths = [...active, ...planned].slice(0, mostNew).map((id) => `/incidents/${id}`)
  return ['/', ...paths, '/history']
}

/** So many running incidents and plans have their pages prepared; of more, those that are asked for. */
const mostNew = 30

type Entry = { id: string; beganAt: Date; changedAt: Date }

/** Every component that is listed, and every group. */
async function componentsOf(ctx: Context, changedAt: Date | undefined): Promise<PublicPath[]> {
  const listed = (await listedComponents(ctx)).filter((row) => row.isGroup || isListed(row))
  return listed.flatMap(({ id }) => [
    { path: `/components/${id}`, changedAt },
    { path: filterPath({ component: id }), changedAt },
  ])
}

/** Incidents and maintenances, newest first. A plan has a page, but no month in history yet. */
async function entriesOf(ctx: Context): Promise<(Entry & { isPlan: boolean })[]> {
  const rows = await ctx.db.read
    .select({
      id: incidents.id,
      status: incidents.status,
      startedAt: incidents.startedAt,
      updatedAt: incidents.updatedAt,
      beganAt: maintenances.beganAt,
      scheduledFor: maintenances.scheduledFor,
    })
    .from(incidents)
    .leftJoin(maintenances, eq(maintenances.incidentId, incidents.id))
    .orderBy(desc(incidents.startedAt), desc(incidents.id))
  return rows.map(({ id, status, startedAt, updatedAt, beganAt, scheduledFor }) => ({
    id,
    isPlan: status === 'scheduled',
    beganAt: beganAt ?? scheduledFor ?? startedAt,
    changedAt: updatedAt,
  }))
}

async function reportsOf(ctx: Context): Promise<Omit<Entry, 'beganAt'>[]> {
  return ctx.db.read
    .select({ id: publications.incidentId, changedAt: publications.publishedAt })
    .from(publications)
    .where(isNull(publications.replacedAt))
    .orderBy(desc(publications.publishedAt))
}

async function monthsOf(ctx: Context, entries: (Entry & { isPlan: boolean })[]): Promise<PublicPath[]> {
  const { times } = await readPage(ctx)
  const current = times.today.slice(0, 7)
  const told = entries.filter(({ isPlan }) => !isPlan)
  const byMonth = Map.groupBy(told, ({ beganAt }) => times.dayKey(beganAt).slice(0, 7))
  const months = [...byMonth.keys()].filter((month) => month <= current)
  return months
    .sort()
    .reverse()
    .map((month) => ({ path: `/history/${month}`, changedAt: newestOf(byMonth.get(month) ?? []) }))
}

function newestOf(some: { changedAt: Date }[]): Date | undefined {
  const newest = Math.max(...some.map(({ changedAt }) => +changedAt))
  return some.length > 0 ? new Date(newest) : undefined
}
