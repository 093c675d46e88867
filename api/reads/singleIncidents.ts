import { asc, eq, inArray } from 'drizzle-orm'
import { incidents, subscriberIncidents } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { listed, numberWord } from './words.ts'

/** An incident or maintenance that somebody follows by itself, or of which they await the report. */
export type Single = { name: string; kind: 'incident' | 'maintenance'; what: 'updates' | 'postmortem' }

/** What each of some subscribers follows by itself, oldest first. */
export async function singlesOf(ctx: Context, ids: readonly number[]): Promise<Map<number, Single[]>> {
  if (ids.length === 0) return new Map()
  const { name, kind } = incidents
  const rows = await ctx.db.read
    .select({ id: subscriberIncidents.subscriberId, name, kind, what: subscriberIncidents.what })
    .from(subscriberIncidents)
    .innerJoin(incidents, eq(incidents.id, subscriberIncidents.incidentId))
    .where(inArray(subscriberIncidents.subscriberId, [...ids]))
    .orderBy(asc(incidents.startedAt))
  return Map.groupBy(rows, ({ id }) => id)
}

/** "“Card payments fail” and the report of “Search is down”". */
export function singleNames(singles: readonly Single[]): string {
  return listed(singles.map(({ name, what }) => (what === 'postmortem' ? `the report of “${name}”` : `“${name}”`)))
}

/** For who follows nothing else: "one incident: “Card payments fail”". */
export function aloneText(singles: readonly Single[]): string {
  const [first] = singles
  if (!first) return 'nothing any more'
  const noun = singles.every(({ kind }) => kind === 'maintenance') ? 'maintenance window' : 'incident'
  return `${numberWord(singles.length)} ${noun}${singles.length === 1 ? '' : 's'}: ${singleNames(singles)}`
}
