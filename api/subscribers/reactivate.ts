import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { conflict } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { followerOfToken, token } from './ofToken.ts'

export const Reactivate = z.object({ token })

/** What is forgotten of an address that works again. */
export const reachable = {
  state: 'active',
  suppressedAt: null,
  suppressedFor: null,
  failures: 0,
  failingSince: null,
  warnedAt: null,
} as const

/**
 * "Write to me again": a subscriber whose address refused mail says, by their own link, that it works now.
 * @returns the subscriber's number
 * @throws missing for a token that is not ours; conflict when we write to them anyway
 */
export async function reactivate(
  ctx: Context,
  input: z.input<typeof Reactivate>,
  key?: IdempotencyKey,
): Promise<string> {
  const { token } = valid(Reactivate, input)
  return commit(ctx, { key }, async (tx, record) => {
    const { id, state } = await followerOfToken(ctx, token, tx)
    if (state !== 'suppressed') throw conflict('not-suppressed', 'We write to this address already.')
    await tx.update(subscribers).set(reachable).where(eq(subscribers.id, id))
    await record({ kind: 'subscriber.reactivated', subject: String(id), audience: 'internal' })
    return String(id)
  })
}
