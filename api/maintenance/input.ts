import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { incidents, maintenances } from '../../db/schema.ts'
import { instant } from '../components/fields.ts'
import type { Context } from '../context/context.ts'
import { conflict, invalid, missing } from '../context/problems.ts'

export const window = { scheduledFor: instant, scheduledUntil: instant }

export type Maintenance = typeof incidents.$inferSelect & { plan: typeof maintenances.$inferSelect }

/** @throws missing when there is no such maintenance */
export async function maintenanceOf(tx: Tx, id: string): Promise<Maintenance> {
  const [row] = await tx
    .select()
    .from(incidents)
    .innerJoin(maintenances, eq(maintenances.incidentId, incidents.id))
    .where(eq(incidents.id, id))
  if (!row) throw missing('maintenance')
  return { ...row.incidents, plan: row.maintenances }
}

/** @throws conflict when it is over or called off */
export function requireRunning(maintenance: Maintenance): void {
  if (maintenance.status === 'completed') throw conflict('maintenance-completed', 'This maintenance is complete.')
  if (maintenance.status === 'cancelled') throw conflict('maintenance-cancelled', 'This maintenance was cancelled.')
}

/** @throws invalid unless the window ends after it begins, within 30 days, and not in the past */
export function requireWindow(
  ctx: Context,
  { scheduledFor, scheduledUntil }: { scheduledFor: Date; scheduledUntil: Date },
): void {
  if (scheduledUntil <= scheduledFor) throw invalid({ scheduledUntil: 'The window must end after it begins.' })
  if (+scheduledUntil - +scheduledFor > 30 * 86_400_000)
    throw invalid({ scheduledUntil: 'A window may be at most 30 days long.' })
  if (scheduledUntil <= ctx.now()) throw invalid({ scheduledUntil: 'This window is over already.' })
}

export const because = (id: string) => ({ cause: 'maintenance', causeId: id }) as const

export const optionalBody = z
  .string()
  .trim()
  .max(25_000, 'The text may have at most 25,000 characters.')
  .optional()
  .transform((text) => text || undefined)
