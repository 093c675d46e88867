import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../../db/schema.ts'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { conflict } from '../../context/problems.ts'
import { valid } from '../../context/valid.ts'
import { commit, type IdempotencyKey } from '../../events/commit.ts'
import { reachable } from '../reactivate.ts'
import { endpointOf } from './endpoint.ts'
import { id } from './fields.ts'

export const ReactivateEndpoint = z.object({ id })

/**
 * Switches on again what was switched off because it failed. It is told from the next post on; what it missed is not sent.
 * @returns the endpoint's number
 * @throws missing; conflict when it is not switched off
 */
export async function reactivateEndpoint(
  ctx: Context,
  input: z.input<typeof ReactivateEndpoint>,
  key?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const { id } = valid(ReactivateEndpoint, input)
  return commit(ctx, { key }, async (tx, record) => {
    const row = await endpointOf(tx, id)
    if (row.state !== 'suppressed') throw conflict('not-suppressed', 'This endpoint is not switched off.')
    await tx.update(subscribers).set(reachable).where(eq(subscribers.id, row.id))
    await record({ kind: 'subscriber.reactivated', subject: id, audience: 'internal' })
    return id
  })
}
