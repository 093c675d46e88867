import { and, desc, eq, exists, inArray, ne, sql } from 'drizzle-orm'
import { incidentComponents, incidents, maintenances } from '../../db/schema.ts'
import { type Impact, impacts } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { type DayView, entryView, spanOf } from './entries.ts'
import { listedComponents } from './listed.ts'
import { type PageView, readPage } from './pageView.ts'
import { type Story, storiesOf } from './stories.ts'
import { daysIn, type Times } from './times.ts'

export type Filter = { component: string | undefined; impact: Impact | undefined; year: string | undefined }

export type FilteredView = {
  page: PageView
  component: { id: string; name: string } | undefined
  impact: Impact | undefined
  /** "Card payments, Major impact". */
  name: string
  year: string
  years: { year: string; href: string; count: string }[]
  days: DayView[]
  count: string
}

/** @param path behind /history/: "component/ID", "impact/major", both, and a year; undefined for anything else */
export function filterOf(path: string): Filter | undefined {
  const [, component, impact, year] =
    /^(?:component\/([a-z0-9]{1,64}))?(?:(?:^|\/)impact\/([a-z]+))?(?:\/(\d{4}))?$/.exec(path) ?? []
  const known = impacts.find((one) => one === impact)
  if ((!component && !impact) || (impact && !known)) return undefined
  return { component, impact: known, year }
}

/** The path of what was chosen; of all history where nothing was. */
export function filterPath({ component, impact, year }: Partial<Filter>): string {
  const parts = [component && `component/${component}`, impact && `impact/${impact}`, year]
  return ['/history', ...parts.filter(Boolean)].join('/')
}

/**
 * The history of one component or group, or of one impact, or both: a year of it, newest first.
 * @throws missing for a component that does not stand, and for a year in which nothing was
 */
export async function readFiltered(ctx: Context, filter: Filter): Promise<FilteredView> {
  const { page, times, voice } = await readPage(ctx)
  const listed = await listedComponents(ctx)
  const component = listed.find(({ id }) => id === filter.component)
  if (filter.component && !component) throw missing('component')
  const leaves = component && listed.filter(({ id, groupId }) => id === component.id || groupId === component.id)
  const rows = await matching(
    ctx,
    leaves?.map(({ id }) => id),
    filter.impact,
  )
  const byYear = Map.groupBy(rows, ({ at }) => times.dayKey(at).slice(0, 4))
  const years = [...byYear.keys()].sort().reverse()
  const year = filter.year ?? years[0] ?? times.today.slice(0, 4)
  if (filter.year && !byYear.has(filter.year)) throw missing('year')
  const ids = (byYear.get(year) ?? []).map(({ id }) => id)
  const { entries } = voice.words.measured
  const impact = filter.impact && voice.stanceOfImpact(filter.impact).word
  return {
    page,
    component: component && { id: component.id, name: component.name },
    impact: filter.impact,
    name: voice.words.measured.historyOf([component?.name, impact].filter(Boolean).join(', ')),
    year,
    years: years.map((one) => ({
      year: one,
      href: filterPath({ ...filter, year: one }),
      count: entries(byYear.get(one)?.length ?? 0),
    })),
    days: byDay(await storiesOf(ctx.db.read, ids), times),
    count: entries(ids.length),
  }
}

/** Stories under the days on which they began, newest first. */
export function byDay(stories: readonly Story[], times: Times): DayView[] {
  const nameOf = daysIn(times.voice)
  const newestFirst = stories.toSorted((a, b) => +spanOf(b).from - +spanOf(a).from)
  const days = Map.groupBy(newestFirst, (story) => times.dayKey(spanOf(story).from))
  return [...days].map(([day, some]) => ({
    label: nameOf(day),
    entries: some.map((story) => entryView(story, day, times)),
    quiet: '',
  }))
}

/** What happened, newest first, with the time at which it began; plans are no history. */
async function matching(ctx: Context, componentIds: string[] | undefined, impact: Impact | undefined) {
  const named = componentIds && exists(namingOne(ctx, componentIds))
  const rows = await ctx.db.read
    .select({
      id: incidents.id,
      startedAt: incidents.startedAt,
      beganAt: maintenances.beganAt,
      scheduledFor: maintenances.scheduledFor,
    })
    .from(incidents)
    .leftJoin(maintenances, eq(maintenances.incidentId, incidents.id))
    .where(
      and(
        ne(incidents.status, 'scheduled'),
        named,
        impact ? sql`coalesce(${incidents.impactOverride}, ${incidents.impact}) = ${impact}` : undefined,
      ),
    )
    .orderBy(desc(incidents.startedAt))
  return rows.map(({ id, startedAt, beganAt, scheduledFor }) => ({ id, at: beganAt ?? scheduledFor ?? startedAt }))
}

function namingOne(ctx: Context, componentIds: string[]) {
  return ctx.db.read
    .select({ id: incidentComponents.incidentId })
    .from(incidentComponents)
    .where(and(eq(incidentComponents.incidentId, incidents.id), inArray(incidentComponents.componentId, componentIds)))
}
