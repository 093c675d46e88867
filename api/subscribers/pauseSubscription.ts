import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { conflict } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { followerOfToken, token } from './ofToken.ts'
import { askToResume, dismissResume } from './resumeDue.ts'

/** How long each pause lasts (days); an open one until its subscriber ends it. */
const days = { day: 1, week: 7, month: 30 } as const

export const PauseSubscription = z.object({
  token,
  until: z.enum(['day', 'week', 'month', 'open'], 'Choose how long.'),
})

/**
 * No mail for a while, by the subscriber's own link. What is said meanwhile is not sent later: the page has it all. Pausing
 * again puts the new end in the place of the old one.
 * @param input `until` the end: in a day, a week, thirty days, or whenever they say so
 * @returns the subscriber's number
 * @throws missing for a token that is not ours; conflict for who has left, or cannot be reached
 */
export async function pauseSubscription(
  ctx: Context,
  input: z.input<typeof PauseSubscription>,
  key?: IdempotencyKey,
): Promise<string> {
  const { token, until } = valid(PauseSubscription, input)
  return commit(ctx, { key }, async (tx, record) => {
    const { id, state } = await followerOfToken(ctx, token, tx)
    if (state === 'suppressed') throw conflict('not-reachable', 'We do not write to this address as it is.')
    const subject = String(id)
    const pausedUntil = until === 'open' ? null : new Date(ctx.now().getTime() + days[until] * 86_400_000)
    await tx.update(subscribers).set({ state: 'paused', pausedUntil }).where(eq(subscribers.id, id))
    await dismissResume(tx, ctx, subject)
    if (pausedUntil) await askToResume(tx, subject, pausedUntil)
    await record({ kind: 'subscriber.paused', subject, audience: 'internal', after: { pausedUntil } })
    return subject
  })
}
