import { claimsBetween, shownStates } from '../components/claims.ts'
import type { Context } from '../context/context.ts'
import { type Day, lastDays } from '../context/zones.ts'
import type { Cause } from './bars.ts'
import { boardOf, type GroupView, type Listed } from './board.ts'
import { type DayRow, dayRowsOf, type FigureRow, figureRowsOf } from './dayRows.ts'
import { type DayView, recentDays } from './entries.ts'
import { figuresOf, type Unrecorded } from './figures.ts'
import * as rowsOf from './homeRows.ts'
import { type IncidentView, incidentView, lasted } from './incidentView.ts'
import { type Lead, leadOf, urgentFirst } from './lead.ts'
import { type MaintenanceView, maintenanceView } from './maintenanceView.ts'
import { type PageView, readPage } from './pageView.ts'
import { type Figure, recordOf } from './record.ts'
import { type Story, storiesOf } from './stories.ts'
import type { Moment, Times } from './times.ts'

export type HomeView = {
  page: PageView
  lead: Lead
  incidents: IncidentView[]
  /** The incident that ended last, told when all is well. */
  last:
    | { name: string; href: string; ended: Moment; lasted: string | undefined; report: string | undefined }
    | undefined
  record: Figure[]
  groups: GroupView[]
  days: DayRow[]
  figures: FigureRow[]
  maintenances: MaintenanceView[]
  recent: DayView[]
  /** For the choice of components in the form. */
  leaves: { id: string; name: string }[]
}

type Standing = Listed & { startDate: string | null }

const daysShown = 90
const daysTold = 7

/** The home page, whole. */
export async function readHome(ctx: Context): Promise<HomeView> {
  const reader = ctx.db.read
  const { page, times, now } = await readPage(ctx)
  const days = lastDays(daysShown, now, page.timeZone)
  const since = (days[0] as Day).from
  const weekAgo = (days.at(-daysTold) as Day).from
  const [listed, active, planned, recent, last, incidents, promises] = await Promise.all([
    listedComponents(ctx),
    rowsOf.activeIds(reader),
    rowsOf.plannedIds(reader),
    rowsOf.recentIds(reader, weekAgo),
    rowsOf.lastEnded(reader),
    rowsOf.incidentsSince(reader, since),
    rowsOf.promisesSince(reader, since, now),
  ])
  const stories = new Map(
    (await storiesOf(reader, [...active, ...planned, ...recent, ...last])).map((story) => [story.row.id, story]),
  )
  const pick = (ids: string[]) => ids.flatMap((id) => stories.get(id) ?? [])
  const leaves = listed.filter((row) => !row.isGroup && (!row.onlyShowIfDegraded || row.state !== 'operational'))
  const figures = await measure(ctx, leaves, days, times)
  const running = urgentFirst(pick(active).map((story) => incidentView(story, times)))
  const maintenances = pick(planned).map((story) => maintenanceView(story, times))
  return {
    page,
    lead: leadOf(running, maintenances, leaves),
    incidents: running,
    last: pick(last).map((story) => lastView(story, times))[0],
    record: recordOf(
      [...figures.values()].map(({ cells }) => cells),
      incidents,
      promises,
    ),
    groups: boardOf(listed, figures, times.today),
    days: dayRowsOf(leaves, figures),
    figures: figureRowsOf(leaves, figures),
    maintenances,
    recent: recentDays(pick(recent), daysTold, times, now),
    leaves: leaves.map(({ id, name }) => ({ id, name })),
  }
}

/** Every standing component with the state to show, in the page's order: a group, then what is in it. */
async function listedComponents(ctx: Context): Promise<Standing[]> {
  const [rows, shown] = await Promise.all([rowsOf.standingComponents(ctx.db.read), shownStates(ctx.db.read)])
  const stated = rows.map((row) => ({ ...row, state: shown.get(row.id) ?? ('operational' as const) }))
  const inside = Map.groupBy(stated, (row) => row.groupId)
  return (inside.get(null) ?? []).flatMap((row) => [row, ...(inside.get(row.id) ?? [])])
}

/** Bars and figures of the last days, from claims alone. */
async function measure(ctx: Context, leaves: Standing[], days: Day[], times: Times) {
  const since = (days[0] as Day).from
  // A state that began this very millisecond counts as begun.
  const now = new Date(+ctx.now() + 1)
  const [claims, silent] = await Promise.all([
    claimsBetween(
      ctx.db.read,
      since,
      now,
      leaves.map(({ id }) => id),
    ),
    rowsOf.stateless(ctx.db.read, since),
  ])
  const told = [
    ...new Set(
      claims.filter(({ cause }) => cause === 'incident' || cause === 'maintenance').map(({ causeId }) => causeId),
    ),
  ]
  const names = await rowsOf.namesOf(ctx.db.read, told)
  const causeOf = ({ causeId }: { causeId: string }): Cause => {
    const known = names.get(causeId)
    return { name: known?.name ?? '', href: known && `/incidents/${causeId}`, planned: known?.kind === 'maintenance' }
  }
  return figuresOf(leaves, claims, unrecordedOf(silent, days, times), days, now, causeOf)
}

type Silent = { id: string; name: string; componentId: string; startedAt: Date; resolvedAt: Date | null }

function unrecordedOf(silent: Silent[], days: Day[], times: Times): Unrecorded {
  const found: Unrecorded = new Map()
  for (const { id, name, componentId, startedAt, resolvedAt } of silent) {
    const first = times.dayKey(startedAt)
    const last = times.dayKey(resolvedAt && resolvedAt > startedAt ? resolvedAt : startedAt)
    const theirs = found.get(componentId) ?? new Map<string, Cause[]>()
    found.set(componentId, theirs)
    for (const { day } of days)
      if (first <= day && day <= last)
        theirs.set(day, [...(theirs.get(day) ?? []), { name, href: `/incidents/${id}`, planned: false }])
  }
  return found
}

function lastView(story: Story, times: Times): HomeView['last'] {
  const { row, report } = story
  return {
    name: row.name,
    href: `/incidents/${row.id}`,
    ended: times.date(row.resolvedAt as Date),
    lasted: lasted(story),
    report: report && `/reports/${report.id}`,
  }
}
