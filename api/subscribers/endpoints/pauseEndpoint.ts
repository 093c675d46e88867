import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../../db/schema.ts'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { conflict } from '../../context/problems.ts'
import { valid } from '../../context/valid.ts'
import { commit, type IdempotencyKey } from '../../events/commit.ts'
import { dismissResume } from '../resumeDue.ts'
import { endpointOf } from './endpoint.ts'
import { id } from './fields.ts'

export const PauseEndpoint = z.object({ id })

/**
 * Tells an endpoint nothing until it is resumed, also where its owner had paused it for a time. What is said meanwhile is not sent later.
 * @returns the endpoint's number
 * @throws missing; conflict while it is not told anyway
 */
export async function pauseEndpoint(
  ctx: Context,
  input: z.input<typeof PauseEndpoint>,
  key?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const { id } = valid(PauseEndpoint, input)
  return commit(ctx, { key }, async (tx, record) => {
    const row = await endpointOf(tx, id)
    if (row.state !== 'active' && !(row.state === 'paused' && row.pausedUntil))
      throw conflict('not-told', 'This endpoint is not told anything as it is.')
    await tx.update(subscribers).set({ state: 'paused', pausedUntil: null }).where(eq(subscribers.id, row.id))
    await dismissResume(tx, ctx, id)
    await record({ kind: 'subscriber.paused', subject: id, audience: 'internal', after: { pausedUntil: null } })
    return id
  })
}
