import { z } from 'zod'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { valid } from '../../context/valid.ts'
import type { IdempotencyKey } from '../../events/commit.ts'
import { endpointOf, type Made } from './endpoint.ts'
import { id } from './fields.ts'
import { rotate } from './giveSecret.ts'

export const RotateSecret = z.object({ id })

/**
 * Makes a new signing secret for a webhook. For 24 hours messages carry a signature of each.
 * @returns the endpoint's number and the secret, which is shown this once
 * @throws missing; conflict for a chat, which is not signed
 */
export async function rotateSecret(
  ctx: Context,
  input: z.input<typeof RotateSecret>,
  key?: IdempotencyKey,
): Promise<Made> {
  requireAdministrator(ctx)
  const { id } = valid(RotateSecret, input)
  return rotate(ctx, key, (tx) => endpointOf(tx, id))
}
