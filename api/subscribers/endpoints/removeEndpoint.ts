import { z } from 'zod'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { valid } from '../../context/valid.ts'
import { commit, type IdempotencyKey } from '../../events/commit.ts'
import { eraseEverywhere } from '../erase.ts'
import { endpointOf } from './endpoint.ts'
import { id } from './fields.ts'

export const RemoveEndpoint = z.object({ id })

/**
 * Deletes an endpoint with its address, its secret and its owner's address; what was on its way is not sent.
 * @returns its number, which names nothing any more
 * @throws missing
 */
export async function removeEndpoint(
  ctx: Context,
  input: z.input<typeof RemoveEndpoint>,
  key?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const { id } = valid(RemoveEndpoint, input)
  return commit(ctx, { key }, async (tx, record) => {
    const row = await endpointOf(tx, id)
    await eraseEverywhere(tx, row.id)
    await record({ kind: 'subscriber.forgotten', subject: id, audience: 'internal' })
    return id
  })
}
