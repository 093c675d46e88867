import type { Context } from '../context/context.ts'
import { type Day, lastDays } from '../context/zones.ts'
import { boardOf, type GroupView } from './board.ts'
import { type DayRow, dayRowsOf, type FigureRow, figureRowsOf } from './dayRows.ts'
import { type DayView, recentDays } from './entries.ts'
import * as rowsOf from './homeRows.ts'
import { type IncidentView, incidentView, lasted } from './incidentView.ts'
import { type Lead, leadOf, urgentFirst } from './lead.ts'
import { isListed, listedComponents } from './listed.ts'
import { type MaintenanceView, maintenanceView } from './maintenanceView.ts'
import { measure } from './measure.ts'
import { type PageView, readPage } from './pageView.ts'
import { type Figure, recordOf } from './record.ts'
import { type Story, storiesOf } from './stories.ts'
import type { Moment, Times } from './times.ts'
import { originalOf } from './updatesView.ts'

export type HomeView = {
  page: PageView
  lead: Lead
  incidents: IncidentView[]
  /** The incident that ended last, told when all is well. */
  last:
    | {
        name: string
        lang: string | undefined
        href: string
        ended: Moment
        lasted: string | undefined
        report: string | undefined
      }
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

const daysShown = 90
const daysTold = 7

/** The home page, whole. */
export async function readHome(ctx: Context): Promise<HomeView> {
  const reader = ctx.db.read
  const { page, times, voice, now } = await readPage(ctx)
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
    (await storiesOf(reader, [...active, ...planned, ...recent, ...last], page.language)).map((story) => [
      story.row.id,
      story,
    ]),
  )
  const pick = (ids: string[]) => ids.flatMap((id) => stories.get(id) ?? [])
  const leaves = listed.filter(isListed)
  const figures = await measure(ctx, leaves, days, times)
  const running = urgentFirst(pick(active).map((story) => incidentView(story, times)))
  const maintenances = pick(planned).map((story) => maintenanceView(story, times))
  return {
    page,
    lead: leadOf(running, maintenances, leaves, voice),
    incidents: running,
    last: pick(last).map((story) => lastView(story, times))[0],
    record: recordOf(
      [...figures.values()].map(({ cells }) => cells),
      incidents,
      promises,
      voice,
    ),
    groups: boardOf(listed, figures, times.today, voice),
    days: dayRowsOf(leaves, figures, voice),
    figures: figureRowsOf(leaves, figures, voice),
    maintenances,
    recent: recentDays(pick(recent), daysTold, times, now),
    leaves: leaves.map(({ id, name }) => ({ id, name })),
  }
}

function lastView(story: Story, times: Times): HomeView['last'] {
  const { row, report } = story
  return {
    name: row.name,
    lang: originalOf(story.language, times.voice)?.language,
    href: `/incidents/${row.id}`,
    ended: times.date(row.resolvedAt as Date),
    lasted: lasted(story, times.voice),
    report: report && `/reports/${report.id}`,
  }
}
