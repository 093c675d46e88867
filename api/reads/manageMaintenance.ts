import { and, desc, eq, notInArray } from 'drizzle-orm'
import { incidents } from '../../db/schema.ts'
import type { Status } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { wallOf } from '../context/zones.ts'
import { plannedIds } from './homeRows.ts'
import { type MaintenanceView, maintenanceView } from './maintenanceView.ts'
import { type TimelineEntry, timelineOf } from './manageTimeline.ts'
import { type Span, spanUntil } from './manageTimes.ts'
import { readPage } from './pageView.ts'
import { type Story, storiesOf } from './stories.ts'
import { statusWord } from './words.ts'

export type MaintenanceLine = MaintenanceView & { deskHref: string; status: string; begins: Span; byItself: string }

export type MaintenanceList = { ahead: MaintenanceLine[]; past: MaintenanceLine[]; more: boolean }

/** What is planned or under way, the next one first, and the last twenty that are over. */
export async function readMaintenanceList(ctx: Context): Promise<MaintenanceList> {
  const { times, now } = await readPage(ctx)
  const over = await ctx.db.read
    .select({ id: incidents.id })
    .from(incidents)
    .where(
      and(eq(incidents.kind, 'maintenance'), notInArray(incidents.status, ['scheduled', 'in_progress', 'verifying'])),
    )
    .orderBy(desc(incidents.startedAt))
    .limit(21)
  const ahead = await storiesOf(ctx.db.read, await plannedIds(ctx.db.read))
  const past = await storiesOf(
    ctx.db.read,
    over.slice(0, 20).map(({ id }) => id),
  )
  const line = (story: Story): MaintenanceLine => ({
    ...maintenanceView(story, times),
    deskHref: `/manage/maintenance/${story.row.id}`,
    status: statusWord(story.row.status),
    begins: spanUntil(story.maintenance?.scheduledFor ?? story.row.startedAt, times, now),
    byItself: byItself(story),
  })
  return { ahead: ahead.map(line), past: past.map(line), more: over.length > 20 }
}

export type MaintenanceDesk = {
  id: string
  view: MaintenanceView
  status: Status
  statusWord: string
  open: boolean
  begun: boolean
  publicHref: string
  begins: Span
  ends: Span
  byItself: string
  components: string[]
  /** Both ends as a datetime field wants them, in the page's zone. */
  wall: { from: string; until: string; zone: string }
  timeline: TimelineEntry[]
  componentIds: string[]
}

/** @throws missing when there is no such maintenance */
export async function readMaintenanceDesk(ctx: Context, id: string): Promise<MaintenanceDesk> {
  const { times, now, page } = await readPage(ctx)
  const [story] = await storiesOf(ctx.db.read, [id])
  const plan = story?.maintenance
  if (!story || !plan) throw missing('maintenance')
  const { row } = story
  return {
    id,
    view: maintenanceView(story, times),
    status: row.status,
    statusWord: statusWord(row.status),
    open: !['completed', 'cancelled'].includes(row.status),
    begun: plan.beganAt !== null,
    publicHref: `/incidents/${id}`,
    begins: spanUntil(plan.scheduledFor, times, now),
    ends: spanUntil(plan.scheduledUntil, times, now),
    byItself: byItself(story),
    components: story.components.map(({ name }) => name),
    componentIds: story.components.map((one) => one.id),
    wall: {
      from: wallOf(plan.scheduledFor, page.timeZone),
      until: wallOf(plan.scheduledUntil, page.timeZone),
      zone: page.timeZone,
    },
    timeline: await timelineOf(ctx, story, times),
  }
}

/** What the clock does, in the words of whoever relies on it. */
function byItself({ maintenance }: Story): string {
  const { autoBegin, autoComplete } = maintenance ?? { autoBegin: false, autoComplete: false }
  if (autoBegin && autoComplete) return 'begins and ends by itself'
  if (autoBegin) return 'begins by itself, ends by hand'
  return autoComplete ? 'begins by hand, ends by itself' : 'begins and ends by hand'
}
