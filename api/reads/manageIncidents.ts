import { and, desc, eq, exists, isNotNull, isNull, lt, notExists, or, sql } from 'drizzle-orm'
import { incidents, publications, updates } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { cursorAfter, readCursor } from './cursor.ts'
import { isActive, lasted, worstStance } from './incidentView.ts'
import { readPage } from './pageView.ts'
import { storiesOf } from './stories.ts'
import type { Moment } from './times.ts'
import { type Stance, statusWord } from './words.ts'

export type IncidentLine = {
  href: string
  name: string
  stance: Stance
  severity: string | undefined
  status: string
  running: boolean
  started: Moment
  lasted: string | undefined
  report: 'published' | 'owed' | 'none'
}

export const filters = ['all', 'running', 'unreported'] as const
export type Filter = (typeof filters)[number]

export type IncidentList = { lines: IncidentLine[]; next: string | undefined; any: boolean }

const perPage = 30

/**
 * Incidents, newest first, thirty at a time.
 * @param asked.words stand somewhere in the headline or in an update
 * @throws invalid for a cursor that is none of ours
 */
export async function readIncidentList(
  ctx: Context,
  asked: { filter: Filter; words: string; after?: string | undefined },
): Promise<IncidentList> {
  const { times } = await readPage(ctx)
  const from = asked.after ? readCursor(asked.after) : undefined
  const older =
    from && or(lt(incidents.startedAt, from.at), and(eq(incidents.startedAt, from.at), lt(incidents.id, from.id)))
  const rows = await ctx.db.read
    .select({ id: incidents.id, startedAt: incidents.startedAt })
    .from(incidents)
    .where(and(eq(incidents.kind, 'incident'), older, filtered(ctx, asked.filter), found(ctx, asked.words)))
    .orderBy(desc(incidents.startedAt), desc(incidents.id))
    .limit(perPage + 1)
  const shown = rows.slice(0, perPage)
  const last = shown.at(-1)
  const stories = await storiesOf(
    ctx.db.read,
    shown.map(({ id }) => id),
  )
  const lines = stories.map((story): IncidentLine => {
    const { row } = story
    const own = !row.importedFrom && !row.backfilledAt
    return {
      href: `/manage/incidents/${row.id}`,
      name: row.name,
      stance: worstStance(story),
      severity: row.severity ?? undefined,
      status: statusWord(row.status),
      running: isActive(story),
      started: times.date(row.startedAt),
      lasted: lasted(story),
      report: story.report ? 'published' : own && row.resolvedAt ? 'owed' : 'none',
    }
  })
  return {
    lines,
    next: rows.length > perPage && last ? cursorAfter(last.startedAt, last.id) : undefined,
    any: lines.length > 0 || (await anyIncident(ctx)),
  }
}

function filtered(ctx: Context, filter: Filter) {
  const own = and(isNull(incidents.backfilledAt), isNull(incidents.importedFrom))
  if (filter === 'running') return and(own, isNull(incidents.resolvedAt))
  if (filter === 'all') return undefined
  const published = ctx.db.read
    .select({ id: publications.id })
    .from(publications)
    .where(eq(publications.incidentId, incidents.id))
  return and(own, isNotNull(incidents.resolvedAt), notExists(published))
}

function found(ctx: Context, words: string) {
  const wanted = words.trim().slice(0, 100)
  if (wanted === '') return undefined
  const like = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`
  const said = ctx.db.read
    .select({ id: updates.id })
    .from(updates)
    .where(
      and(
        eq(updates.incidentId, incidents.id),
        isNull(updates.replacedAt),
        sql`${updates.body} like ${like} escape '\\'`,
      ),
    )
  return or(sql`${incidents.name} like ${like} escape '\\'`, exists(said))
}

async function anyIncident(ctx: Context): Promise<boolean> {
  const [row] = await ctx.db.read
    .select({ id: incidents.id })
    .from(incidents)
    .where(eq(incidents.kind, 'incident'))
    .limit(1)
  return row !== undefined
}
