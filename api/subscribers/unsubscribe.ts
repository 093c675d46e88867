import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import { subscriberOfToken, token } from './ofToken.ts'
import { dismissResume } from './resumeDue.ts'

export const Unsubscribe = z.object({
  token,
  /** Which link it is from: the one that every mail has for leaving, or the one to the own page. */
  from: z.enum(['leave', 'manage']).default('leave'),
})

/**
 * No more mail; what was on its way is not sent. Saying it twice changes nothing.
 * @throws missing for a token that is not ours
 */
export async function unsubscribe(ctx: Context, input: z.input<typeof Unsubscribe>): Promise<void> {
  const { token, from } = valid(Unsubscribe, input)
  const { id, state } = await subscriberOfToken(ctx, token, from)
  if (state === 'unsubscribed') return
  await commit(ctx, {}, async (tx, record) => {
    const left = { state: 'unsubscribed', leftAt: ctx.now(), pausedUntil: null } as const
    await tx.update(subscribers).set(left).where(eq(subscribers.id, id))
    await dismissResume(tx, ctx, String(id))
    await record({ kind: 'subscriber.left', subject: String(id), audience: 'internal' })
    return String(id)
  })
}
