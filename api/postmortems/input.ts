import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { incidents, postmortems, publications } from '../../db/schema.ts'
import { conflict, missing } from '../context/problems.ts'

/** @throws missing; conflict while it is not resolved */
export async function resolvedIncidentOf(tx: Tx, id: string): Promise<typeof incidents.$inferSelect> {
  const [incident] = await tx.select().from(incidents).where(eq(incidents.id, id))
  if (incident?.kind !== 'incident') throw missing('incident')
  if (incident.status !== 'resolved' && incident.status !== 'postmortem')
    throw conflict('incident-not-resolved', 'Resolve the incident first; its post-mortem comes after.')
  return incident
}

export async function draftOf(tx: Tx, incidentId: string): Promise<typeof postmortems.$inferSelect | undefined> {
  const [draft] = await tx.select().from(postmortems).where(eq(postmortems.incidentId, incidentId))
  return draft
}

/** The publication that stands, if any. */
export async function publicationOf(tx: Tx, incidentId: string): Promise<typeof publications.$inferSelect | undefined> {
  const [row] = await tx
    .select()
    .from(publications)
    .where(and(eq(publications.incidentId, incidentId), isNull(publications.replacedAt)))
  return row
}
