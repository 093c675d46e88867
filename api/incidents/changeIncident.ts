import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { incidents } from '../../db/schema.ts'
import { id, name, remark } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { deriveStatus } from './deriveStatus.ts'
import { anyIncidentOf, impact, severity } from './input.ts'

export const ChangeIncident = z.object({
  incidentId: id,
  name: name.optional(),
  severity,
  impactOverride: impact,
  advice: remark.optional(),
  notAffected: remark.optional(),
})

/**
 * Changes what is said of an incident as a whole. Severity is internal and moves nothing public.
 * @returns the incident's id
 * @throws missing; invalid when nothing is given
 */
export async function changeIncident(
  ctx: Context,
  input: z.input<typeof ChangeIncident>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { incidentId, ...change } = valid(ChangeIncident, input)
  const given = Object.fromEntries(Object.entries(change).filter(([field]) => field in input))
  if (Object.keys(given).length === 0) throw invalid({ input: 'Name at least one thing to change.' })
  return commit(ctx, { key }, async (tx, record) => {
    const before = await anyIncidentOf(tx, incidentId)
    await tx.update(incidents).set(given).where(eq(incidents.id, incidentId))
    const { severity, ...shown } = given
    const was = (fields: object) =>
      Object.fromEntries(Object.keys(fields).map((field) => [field, before[field as keyof typeof before]]))
    if (severity !== undefined) {
      const classified = { severity }
      await record({
        kind: 'incident.classified',
        subject: incidentId,
        incidentId,
        before: was(classified),
        after: classified,
        audience: 'internal',
      })
    }
    if (Object.keys(shown).length === 0) return incidentId
    await deriveStatus(tx, ctx, incidentId)
    await record({
      kind: 'incident.changed',
      subject: incidentId,
      incidentId,
      before: was(shown),
      after: shown,
      audience: 'public',
    })
    return incidentId
  })
}
