import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import { events, fanOuts } from '../../db/schema.ts'
import type { EventKind } from '../../db/vocabulary.ts'
import { type Context, requireViewer } from '../context/context.ts'
import { type Told, toldOf, unopened } from './manageCounts.ts'
import { messageRows } from './messages.ts'
import { readPage } from './pageView.ts'
import type { Moment } from './times.ts'

export type MessageLine = {
  href: string
  at: Moment
  /** "Opened", "Update", "Resolved". */
  word: string
  name: string
  told: Told
}

/** What was told to the list, newest first. */
export async function readMessages(ctx: Context, limit = 40): Promise<MessageLine[]> {
  requireViewer(ctx)
  const { times } = await readPage(ctx)
  const rows = await messageRows(ctx, { limit })
  const told = await toldOf(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, version, at, kind, name }) => ({
    href: `/manage/deliveries/${version}`,
    at: times.on(at),
    word: wordOf(kind),
    name,
    told: told.get(id) ?? unopened(),
  }))
}

const kindWords: { [kind in EventKind]?: string } = {
  'incident.opened': 'Opened',
  'incident.updated': 'Update',
  'incident.resolved': 'Resolved',
  'maintenance.scheduled': 'Planned',
  'maintenance.rescheduled': 'Moved',
  'maintenance.begun': 'Begun',
  'maintenance.updated': 'Update',
  'maintenance.completed': 'Completed',
  'maintenance.cancelled': 'Cancelled',
  'postmortem.published': 'Report',
  'promise.lapsed': 'Missed promise',
  'component.stateSet': 'State set by hand',
}
export const wordOf = (kind: EventKind) => kindWords[kind] ?? kind

/** Mail to single people that waits or failed in the last week: confirmations and the like, without a list behind it. */
export async function readPersonalTrouble(ctx: Context): Promise<{ waiting: number; failed: number }> {
  requireViewer(ctx)
  const [row] = await ctx.db.read
    .select({ waiting: sql<number>`sum(${fanOuts.waiting})`, failed: sql<number>`sum(${fanOuts.failed})` })
    .from(events)
    .innerJoin(fanOuts, eq(fanOuts.eventId, events.id))
    .where(and(inArray(events.tell, ['subscriber', 'person']), gt(events.at, new Date(+ctx.now() - 7 * 86_400_000))))
  return { waiting: row?.waiting ?? 0, failed: row?.failed ?? 0 }
}
