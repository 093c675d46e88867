import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { incidents } from '../../db/schema.ts'
import { severities } from '../../db/vocabulary.ts'
import { id, instant } from '../components/fields.ts'
import type { Context } from '../context/context.ts'
import { conflict, invalid, missing } from '../context/problems.ts'

const troubles = ['operational', 'degraded_performance', 'partial_outage', 'major_outage'] as const

/** The states that an incident can put its components in. */
export const states = z
  .array(z.object({ id, state: z.enum(troubles, 'There is no such state for a component in an incident.') }))
  .max(500)

export const severity = z.enum(severities, 'Severity is one of SEV1, SEV2, SEV3, SEV4.').nullish()
export const impact = z
  .enum(['none', 'minor', 'major', 'critical'], 'Impact is one of none, minor, major, critical.')
  .nullish()
export const openStatus = z.enum(['investigating', 'identified', 'monitoring'], 'There is no such status.')
export const anyStatus = z.enum(['investigating', 'identified', 'monitoring', 'resolved'], 'There is no such status.')
export const notify = z.boolean().default(true)
export const nextUpdateBy = instant.nullish()

/** @throws invalid unless the promise lies in the future, at most 14 days ahead */
export function requireFuture(ctx: Context, by: Date | null | undefined): void {
  if (!by) return
  if (by <= ctx.now()) throw invalid({ nextUpdateBy: 'The next update must be promised for a time to come.' })
  if (+by - +ctx.now() > 14 * 86_400_000) throw invalid({ nextUpdateBy: 'Promise the next update within 14 days.' })
}

/** @throws missing; conflict when it is over, or a maintenance */
export async function openIncidentOf(tx: Tx, id: string): Promise<typeof incidents.$inferSelect> {
  const incident = await anyIncidentOf(tx, id)
  if (incident.status === 'resolved' || incident.status === 'postmortem')
    throw conflict('incident-resolved', 'This incident is resolved. Correct its last update, or open a new incident.')
  // The page never shows it as running, so a mail about it would come out of nowhere.
  if (incident.importedFrom)
    throw conflict('incident-imported', 'This incident was imported and never ran here. Open a new incident.')
  return incident
}

/** @throws missing when there is no such incident */
export async function anyIncidentOf(tx: Tx, id: string): Promise<typeof incidents.$inferSelect> {
  const [incident] = await tx.select().from(incidents).where(eq(incidents.id, id))
  if (incident?.kind !== 'incident') throw missing('incident')
  return incident
}
