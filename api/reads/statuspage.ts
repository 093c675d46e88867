import { and, asc, desc, eq, inArray, isNotNull, isNull, max, ne, sql } from 'drizzle-orm'
import { claims, components, events, incidents, maintenances, page } from '../../db/schema.ts'
import type { Status } from '../../db/vocabulary.ts'
import { shownStates } from '../components/claims.ts'
import { rollup } from '../components/rollup.ts'
import type { Context } from '../context/context.ts'
import { isoWriter } from '../context/zones.ts'
import { storiesOf } from './stories.ts'
import { type Frame, leafStates, wireComponents, wireIncident } from './wire.ts'

// The Statuspage API v2, as its clients read it. Cancelled maintenance is left out.

/** At most so many incidents in a list, the newest. */
const most = 50

const unresolved: Status[] = ['investigating', 'identified', 'monitoring']

/** `status.json`: the page and its roll-up. */
export async function readStatus(ctx: Context) {
  const { frame, page } = await readFrame(ctx)
  return { page, status: rollup(leafStates(frame)) }
}

/** `components.json`: groups and components. */
export async function readComponents(ctx: Context) {
  const { frame, page } = await readFrame(ctx)
  return { page, components: wireComponents(frame) }
}

/** `summary.json`: all of it, with what is unresolved, planned or under way. */
export async function readSummary(ctx: Context) {
  const { frame, page } = await readFrame(ctx)
  const running = await newestIncidents(ctx, frame, unresolved)
  const planned = await newestMaintenances(ctx, frame, ['scheduled', 'in_progress', 'verifying'])
  return {
    page,
    components: wireComponents(frame),
    incidents: running,
    scheduled_maintenances: planned,
    status: rollup(leafStates(frame)),
  }
}

/** `incidents.json` and its kin. @param which all of them, or only those in these states */
export async function readIncidents(ctx: Context, which: 'all' | 'unresolved' | 'resolved') {
  const { frame, page } = await readFrame(ctx)
  const statuses: { [which: string]: Status[] } = { unresolved, resolved: ['resolved', 'postmortem'] }
  return { page, incidents: await newestIncidents(ctx, frame, statuses[which]) }
}

/** `scheduled-maintenances.json` and its kin. */
export async function readMaintenances(ctx: Context, which: 'all' | 'upcoming' | 'active') {
  const { frame, page } = await readFrame(ctx)
  const statuses: { [which: string]: Status[] } = { upcoming: ['scheduled'], active: ['in_progress', 'verifying'] }
  return { page, scheduled_maintenances: await newestMaintenances(ctx, frame, statuses[which]) }
}

/** What stands there as `created_at`. */
const shownCreation = sql`iif(${incidents.backfilledAt} is null, ${incidents.createdAt}, ${incidents.startedAt})`

async function newestIncidents(ctx: Context, frame: Frame, statuses?: Status[]) {
  // What was imported or written down afterwards never runs, whatever its last word was.
  const running = statuses === unresolved ? [isNull(incidents.backfilledAt), isNull(incidents.importedFrom)] : []
  const found = await ctx.db.read
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.kind, 'incident'), statuses && inArray(incidents.status, statuses), ...running))
    .orderBy(desc(shownCreation), desc(incidents.id))
    .limit(most)
  return wireStories(ctx, frame, found)
}

async function newestMaintenances(ctx: Context, frame: Frame, statuses?: Status[]) {
  const found = await ctx.db.read
    .select({ id: incidents.id })
    .from(incidents)
    .innerJoin(maintenances, eq(maintenances.incidentId, incidents.id))
    .where(
      and(
        ne(incidents.status, 'cancelled'),
        statuses && inArray(incidents.status, statuses),
        statuses && isNull(incidents.importedFrom),
      ),
    )
    .orderBy(desc(maintenances.scheduledFor), desc(incidents.id))
    .limit(most)
  return wireStories(ctx, frame, found)
}

async function wireStories(ctx: Context, frame: Frame, found: { id: string }[]) {
  const stories = await storiesOf(
    ctx.db.read,
    found.map(({ id }) => id),
  )
  return stories.map((story) => wireIncident(frame, story))
}

/** What every object of the format needs, and the page's own. */
export async function readFrame(ctx: Context) {
  const [[own], newest, rows, states, changed] = await Promise.all([
    ctx.db.read.select().from(page).limit(1),
    newestPublicEvent(ctx),
    ctx.db.read.select().from(components).orderBy(asc(components.position)),
    shownStates(ctx.db.read),
    stateChanges(ctx),
  ])
  const timeZone = own?.timeZone ?? 'Etc/UTC'
  const iso = isoWriter(timeZone)
  const { publicUrl } = ctx.config
  const updatedAt = newest ?? own?.updatedAt ?? new Date(0)
  const frame: Frame = { pageId: own?.id ?? '', url: publicUrl, iso, components: rows, states, changed }
  const head = {
    id: frame.pageId,
    name: own?.name ?? 'Status',
    url: publicUrl,
    time_zone: timeZone,
    updated_at: iso(updatedAt),
  }
  return { frame, page: head }
}

async function newestPublicEvent(ctx: Context): Promise<Date | undefined> {
  const [newest] = await ctx.db.read
    .select({ at: events.at })
    .from(events)
    // At midnight the bars move; nobody changed anything.
    .where(and(isNotNull(events.publicSeq), ne(events.kind, 'page.dayBegan')))
    .orderBy(desc(events.publicSeq))
    .limit(1)
  return newest?.at
}

async function stateChanges(ctx: Context): Promise<Map<string, Date>> {
  const rows = await ctx.db.read
    .select({ id: claims.componentId, began: max(claims.beganAt), ended: max(claims.endedAt) })
    .from(claims)
    .where(isNull(claims.replacedAt))
    .groupBy(claims.componentId)
  return new Map(rows.map(({ id, began, ended }) => [id, new Date(Math.max(+(began ?? 0), +(ended ?? 0)))]))
}
