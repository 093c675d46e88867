import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { conflict } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import { freshSecret, type Made } from './endpoints/endpoint.ts'
import { subscriberOfToken, token } from './ofToken.ts'
import { reachable } from './reactivate.ts'

export const ConfirmSubscription = z.object({ token })

/**
 * The owner of an address, or of an endpoint, says that they want our news. Saying it twice changes nothing.
 * @returns the subscriber's number, and a webhook's signing secret, which is shown this once
 * @throws missing for a token that is not ours; conflict when the subscription ended and was not asked for again
 */
export async function confirmSubscription(ctx: Context, input: z.input<typeof ConfirmSubscription>): Promise<Made> {
  const { token } = valid(ConfirmSubscription, input)
  const { id, state, channel } = await subscriberOfToken(ctx, token, 'confirm')
  if (state === 'active' || state === 'paused') return { id: String(id), secret: undefined }
  if (state !== 'pending')
    throw conflict('subscription-ended', 'This subscription has ended. Subscribe again to start anew.')
  const signing = channel === 'webhook' ? freshSecret(ctx) : undefined
  await commit(ctx, {}, async (tx, record) => {
    const waiting = and(eq(subscribers.id, id), eq(subscribers.state, 'pending'))
    const fresh = { ...reachable, confirmedAt: ctx.now(), leftAt: null, ...(signing && { secret: signing.sealed }) }
    const changed = await tx.update(subscribers).set(fresh).where(waiting).returning()
    if (changed.length === 0) throw conflict('subscription-ended', 'This subscription ended a moment ago.')
    await record({ kind: 'subscriber.confirmed', subject: String(id), audience: 'internal' })
    return String(id)
  })
  return { id: String(id), secret: signing?.secret }
}
