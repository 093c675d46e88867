import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { conflict } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import { subscriberOfToken, token } from './ofToken.ts'
import { reachable } from './reactivate.ts'

export const ConfirmSubscription = z.object({ token })

/**
 * The owner of an address says that they want the mail. Saying it twice changes nothing.
 * @returns the subscriber's number
 * @throws missing for a token that is not ours; conflict when the subscription ended and was not asked for again
 */
export async function confirmSubscription(ctx: Context, input: z.input<typeof ConfirmSubscription>): Promise<string> {
  const { token } = valid(ConfirmSubscription, input)
  const { id, state } = await subscriberOfToken(ctx, token, 'confirm')
  if (state === 'active' || state === 'paused') return String(id)
  if (state !== 'pending')
    throw conflict('subscription-ended', 'This subscription has ended. Subscribe again to start anew.')
  return commit(ctx, {}, async (tx, record) => {
    const waiting = and(eq(subscribers.id, id), inArray(subscribers.state, ['pending', 'active']))
    const fresh = { ...reachable, confirmedAt: ctx.now(), leftAt: null }
    const changed = await tx.update(subscribers).set(fresh).where(waiting).returning()
    if (changed.length === 0) throw conflict('subscription-ended', 'This subscription ended a moment ago.')
    await record({ kind: 'subscriber.confirmed', subject: String(id), audience: 'internal' })
    return String(id)
  })
}
