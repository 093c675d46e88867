import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscriberIncidents } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { writeFollowed } from './followIncident.ts'
import { followerOfToken, token } from './ofToken.ts'
import { incident, requireFollowable, what } from './oneIncident.ts'

export const ChooseIncident = z.object({
  token,
  incident,
  /** `nothing` takes it off again. */
  what: z.union([what, z.literal('nothing')]),
})

/**
 * A subscriber follows one incident, or its awaited post-mortem, beside whatever else they chose; or does so no more. By
 * their own link, so it counts at once.
 * @returns the subscriber's number
 * @throws missing for a token that is not ours, or no such incident; conflict when there is nothing left to hear of it
 */
export async function chooseIncident(
  ctx: Context,
  input: z.input<typeof ChooseIncident>,
  key?: IdempotencyKey,
): Promise<string> {
  const { token, incident, what } = valid(ChooseIncident, input)
  return commit(ctx, { key }, async (tx, record) => {
    const { id } = await followerOfToken(ctx, token, tx)
    if (what === 'nothing') {
      const { subscriberId, incidentId } = subscriberIncidents
      await tx.delete(subscriberIncidents).where(and(eq(subscriberId, id), eq(incidentId, incident)))
    } else {
      await requireFollowable(tx, incident, what)
      await writeFollowed(tx, id, incident, what)
    }
    const after = { incident, what }
    await record({ kind: 'subscriber.changed', subject: String(id), audience: 'internal', after })
    return String(id)
  })
}
