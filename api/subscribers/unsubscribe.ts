import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import { subscriberOfToken } from './ofToken.ts'

export const Unsubscribe = z.object({ token: z.string().max(200) })

/**
 * No more mail; what was on its way is not sent. Saying it twice changes nothing.
 * @throws missing for a token that is not ours
 */
export async function unsubscribe(ctx: Context, input: z.input<typeof Unsubscribe>): Promise<void> {
  const { token } = valid(Unsubscribe, input)
  const { id, state } = await subscriberOfToken(ctx, token, 'leave')
  if (state === 'unsubscribed') return
  await commit(ctx, {}, async (tx, record) => {
    await tx.update(subscribers).set({ state: 'unsubscribed', leftAt: ctx.now() }).where(eq(subscribers.id, id))
    await record({ kind: 'subscriber.left', subject: String(id), audience: 'internal' })
    return String(id)
  })
}
