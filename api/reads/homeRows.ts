import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, notExists, notInArray, or } from 'drizzle-orm'
import type { Reader } from '../../db/open.ts'
import { claims, components, incidentComponents, incidents, maintenances, promises } from '../../db/schema.ts'

/** Every component that stands, groups included, in the page's order. */
export function standingComponents(reader: Reader) {
  return reader
    .select()
    .from(components)
    .where(isNull(components.retiredAt))
    .orderBy(asc(components.position), asc(components.name))
}

const over = ['resolved', 'postmortem', 'completed', 'cancelled'] as const

/** Running incidents that were opened here and live, newest first. */
export async function activeIds(reader: Reader): Promise<string[]> {
  const live = and(isNull(incidents.backfilledAt), isNull(incidents.importedFrom))
  const rows = await reader
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.kind, 'incident'), notInArray(incidents.status, [...over]), live))
    .orderBy(desc(incidents.startedAt))
  return rows.map(({ id }) => id)
}

/** Maintenances that are ahead or under way, the next one first. */
export async function plannedIds(reader: Reader): Promise<string[]> {
  const rows = await reader
    .select({ id: incidents.id })
    .from(incidents)
    .innerJoin(maintenances, eq(maintenances.incidentId, incidents.id))
    .where(inArray(incidents.status, ['scheduled', 'in_progress', 'verifying']))
    .orderBy(asc(maintenances.scheduledFor))
  return rows.map(({ id }) => id)
}

/** What touched the days since, newest first; plans that have not begun are no history. */
export async function recentIds(reader: Reader, since: Date): Promise<string[]> {
  const live = and(isNull(incidents.resolvedAt), isNull(incidents.backfilledAt), isNull(incidents.importedFrom))
  const [happened, worked] = await Promise.all([
    reader
      .select({ id: incidents.id, at: incidents.startedAt })
      .from(incidents)
      .where(
        and(
          eq(incidents.kind, 'incident'),
          or(gte(incidents.startedAt, since), gte(incidents.resolvedAt, since), live),
        ),
      ),
    reader
      .select({ id: maintenances.incidentId, at: maintenances.beganAt })
      .from(maintenances)
      .where(
        and(
          isNotNull(maintenances.beganAt),
          or(gte(maintenances.beganAt, since), gte(maintenances.completedAt, since)),
        ),
      ),
  ])
  return [...happened, ...worked].sort((a, b) => Number(b.at) - Number(a.at)).map(({ id }) => id)
}

/** The names behind claims, by id. */
export async function namesOf(reader: Reader, ids: string[]) {
  const rows = await reader
    .select({ id: incidents.id, name: incidents.name, kind: incidents.kind, backfilledAt: incidents.backfilledAt })
    .from(incidents)
    .where(inArray(incidents.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Incidents from elsewhere that name components but no state, since then. */
export function stateless(reader: Reader, since: Date) {
  const theirs = reader
    .select({ id: claims.id })
    .from(claims)
    .where(and(eq(claims.causeId, incidents.id), eq(claims.cause, 'incident')))
  return reader
    .select({
      id: incidents.id,
      name: incidents.name,
      componentId: incidentComponents.componentId,
      startedAt: incidents.startedAt,
      resolvedAt: incidents.resolvedAt,
      backfilledAt: incidents.backfilledAt,
    })
    .from(incidents)
    .innerJoin(incidentComponents, eq(incidentComponents.incidentId, incidents.id))
    .where(
      and(
        eq(incidents.kind, 'incident'),
        or(isNotNull(incidents.importedFrom), isNotNull(incidents.backfilledAt)),
        or(gte(incidents.startedAt, since), gte(incidents.resolvedAt, since)),
        notExists(theirs),
      ),
    )
}

/** The times of every incident since then. */
export function incidentsSince(reader: Reader, since: Date) {
  return reader
    .select({ startedAt: incidents.startedAt, resolvedAt: incidents.resolvedAt })
    .from(incidents)
    .where(and(eq(incidents.kind, 'incident'), gte(incidents.startedAt, since)))
}

/** Promises of an update whose time has come since then. */
export function promisesSince(reader: Reader, since: Date, now: Date) {
  return reader
    .select({ keptAt: promises.keptAt, lapsedAt: promises.lapsedAt })
    .from(promises)
    .where(
      and(eq(promises.kind, 'update'), gte(promises.by, since), lt(promises.madeAt, now), isNull(promises.withdrawnAt)),
    )
}

/** The incident that ended last, if any. */
export async function lastEnded(reader: Reader): Promise<string[]> {
  const rows = await reader
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.kind, 'incident'), isNotNull(incidents.resolvedAt)))
    .orderBy(desc(incidents.resolvedAt))
    .limit(1)
  return rows.map(({ id }) => id)
}
