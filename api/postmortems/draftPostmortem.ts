import { z } from 'zod'
import { postmortems } from '../../db/schema.ts'
import { id } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { resolvedIncidentOf } from './input.ts'

export const DraftPostmortem = z.object({
  incidentId: id,
  title: z.string().trim().max(200, 'The title may have at most 200 characters.').default(''),
  body: z.string().trim().max(100_000, 'The summary may have at most 100,000 characters.').default(''),
})

/**
 * Keeps the working copy of the customer-facing summary. Nothing public moves.
 * @returns the incident's id
 * @throws missing; conflict while the incident is not resolved
 */
export async function draftPostmortem(
  ctx: Context,
  input: z.input<typeof DraftPostmortem>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { incidentId, title, body } = valid(DraftPostmortem, input)
  return commit(ctx, { key }, async (tx, record) => {
    await resolvedIncidentOf(tx, incidentId)
    const draft = { draftTitle: title, draftBody: body, draftUpdatedAt: ctx.now() }
    await tx
      .insert(postmortems)
      .values({ incidentId, createdAt: ctx.now(), ...draft })
      .onConflictDoUpdate({ target: postmortems.incidentId, set: draft })
    await record({
      kind: 'postmortem.drafted',
      subject: incidentId,
      incidentId,
      after: { length: body.length },
      audience: 'internal',
    })
    return incidentId
  })
}
