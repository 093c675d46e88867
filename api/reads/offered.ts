import { and, desc, eq, gte, inArray, isNull, notExists } from 'drizzle-orm'
import type { Reader } from '../../db/open.ts'
import { incidents, publications } from '../../db/schema.ts'
import type { FollowedIncident } from './followed.ts'
import { activeIds, plannedIds } from './homeRows.ts'

/** Days after the end of an incident for which we offer to tell when its report is there. */
export const daysAwaited = 90

/** A subscriber's own page offers only what is fresher, and so many of each at most. */
const daysOffered = 14
const most = 5

/** What somebody has come for: an incident, and whether they want its report alone. */
export type Wish = { incident: string; what: string }

/**
 * Single incidents that somebody could follow now: what runs or is planned, and reports that may still come.
 * @param asked stands first, if anything of it is still to come
 */
export async function readOffered(reader: Reader, now: Date, asked?: Wish): Promise<FollowedIncident[]> {
  const ids = [
    ...(asked ? [asked.incident] : []),
    ...(await activeIds(reader)).slice(0, most),
    ...(await plannedIds(reader)).slice(0, most),
  ]
  const rows = await reader.select().from(incidents).where(inArray(incidents.id, ids))
  const live = [...new Set(ids)].flatMap((id) => rows.find((row) => row.id === id) ?? [])
  const running = live.filter((row) => !endings.includes(row.status) && !row.backfilledAt && !row.importedFrom)
  const over = await awaited(reader, now, asked)
  return [
    ...running.map(({ id, name, kind }) => ({ id, name, kind, what: whatOf({ id, kind }, asked) })),
    ...over.map(({ id, name, kind }) => ({ id, name, kind, what: 'postmortem' as const })),
  ].sort((a, b) => Number(b.id === asked?.incident) - Number(a.id === asked?.incident))
}

function whatOf(
  { id, kind }: Pick<FollowedIncident, 'id' | 'kind'>,
  asked: Wish | undefined,
): FollowedIncident['what'] {
  const reportAlone = kind === 'incident' && asked?.incident === id && asked.what === 'postmortem'
  return reportAlone ? 'postmortem' : 'updates'
}

const endings = ['resolved', 'postmortem', 'completed', 'cancelled']

/** Incidents that are over and have no report yet, the newest first. */
async function awaited(reader: Reader, now: Date, asked: Wish | undefined) {
  const theirs = reader
    .select({ id: publications.id })
    .from(publications)
    .where(eq(publications.incidentId, incidents.id))
  const since = new Date(now.getTime() - daysAwaited * 86_400_000)
  const live = and(isNull(incidents.backfilledAt), isNull(incidents.importedFrom), notExists(theirs))
  const rows = await reader
    .select()
    .from(incidents)
    .where(
      and(eq(incidents.kind, 'incident'), eq(incidents.status, 'resolved'), gte(incidents.resolvedAt, since), live),
    )
    .orderBy(desc(incidents.resolvedAt))
  const fresh = now.getTime() - daysOffered * 86_400_000
  return rows.filter(
    ({ id, resolvedAt }, place) => (place < most && Number(resolvedAt) > fresh) || id === asked?.incident,
  )
}
