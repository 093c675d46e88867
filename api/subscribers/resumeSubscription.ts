import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { conflict } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { followerOfToken, token } from './ofToken.ts'
import { dismissResume } from './resumeDue.ts'

export const ResumeSubscription = z.object({ token })

/**
 * Ends a pause, by the subscriber's own link: they hear of what is said from now on.
 * @returns the subscriber's number
 * @throws missing for a token that is not ours; conflict when there is no pause to end
 */
export async function resumeSubscription(
  ctx: Context,
  input: z.input<typeof ResumeSubscription>,
  key?: IdempotencyKey,
): Promise<string> {
  const { token } = valid(ResumeSubscription, input)
  return commit(ctx, { key }, async (tx, record) => {
    const { id, state } = await followerOfToken(ctx, token, tx)
    if (state !== 'paused') throw conflict('not-paused', 'There is no pause to end.')
    await tx
      .update(subscribers)
      .set({ state: 'active', pausedUntil: null })
      .where(and(eq(subscribers.id, id), eq(subscribers.state, 'paused')))
    await dismissResume(tx, ctx, String(id))
    await record({ kind: 'subscriber.resumed', subject: String(id), audience: 'internal' })
    return String(id)
  })
}
