import { z } from 'zod'
import type { Context } from '../../context/context.ts'
import { valid } from '../../context/valid.ts'
import type { IdempotencyKey } from '../../events/commit.ts'
import { followerOfToken, token } from '../ofToken.ts'
import type { Made } from './endpoint.ts'
import { rotate } from './giveSecret.ts'

export const RotateOwnSecret = z.object({ token })

/**
 * Makes a new signing secret for a webhook, by its owner's own link. For 24 hours messages carry a signature of each.
 * @returns the endpoint's number and the secret, which is shown this once
 * @throws missing for a token that is not ours; conflict for who has left, and for a chat, which is not signed
 */
export async function rotateOwnSecret(
  ctx: Context,
  input: z.input<typeof RotateOwnSecret>,
  key?: IdempotencyKey,
): Promise<Made> {
  const { token } = valid(RotateOwnSecret, input)
  return rotate(ctx, key, (tx) => followerOfToken(ctx, token, tx))
}
