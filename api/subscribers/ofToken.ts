import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader } from '../../db/open.ts'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { conflict, Problem } from '../context/problems.ts'
import { type Purpose, provesToken, recipientOfToken } from '../context/tokens.ts'

/** A token as it stands in a link. */
export const token = z.string().max(200)

export type Subscriber = typeof subscribers.$inferSelect

/**
 * The subscriber to whom we mailed this token, for this purpose.
 * @throws missing for anything else, without saying why
 */
export async function subscriberOfToken(
  ctx: Context,
  token: string,
  purpose: 'confirm' | 'leave' | 'manage' | 'address',
  reader: Pick<Reader, 'select'> = ctx.db.read,
): Promise<Subscriber> {
  const id = recipientOfToken(token)
  const [row] = id === undefined ? [] : await reader.select().from(subscribers).where(eq(subscribers.id, id))
  if (!row || !provesToken(ctx.keys, token, purpose, row.id, turnOf(row, purpose)))
    throw new Problem('missing', 'link-not-valid', 'This link is not valid, or not any more.')
  return row
}

/**
 * The subscriber behind the link to an own page, while there is a subscription to change.
 * @throws missing as above; conflict for who has left, or never confirmed
 */
export async function followerOfToken(
  ctx: Context,
  token: string,
  reader: Pick<Reader, 'select'>,
): Promise<Subscriber> {
  const row = await subscriberOfToken(ctx, token, 'manage', reader)
  if (row.state === 'unsubscribed' || row.state === 'pending')
    throw conflict('subscription-ended', 'This subscription has ended. Subscribe again to start anew.')
  return row
}

/**
 * What a token counts on beside its subscriber. One that confirms an address belongs to the one time that this address was
 * asked for: it must not confirm another, to which it was never mailed.
 */
export function turnOf(
  { epoch, newAddressAskedAt }: Pick<Subscriber, 'epoch' | 'newAddressAskedAt'>,
  purpose: Purpose,
): number {
  return purpose === 'address' ? (newAddressAskedAt?.getTime() ?? -1) : epoch
}
