import { eq } from 'drizzle-orm'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { Problem } from '../context/problems.ts'
import { provesToken, recipientOfToken } from '../context/tokens.ts'

export type Subscriber = typeof subscribers.$inferSelect

/**
 * The subscriber to whom we mailed this token, for this purpose.
 * @throws missing for anything else, without saying why
 */
export async function subscriberOfToken(
  ctx: Context,
  token: string,
  purpose: 'confirm' | 'leave',
): Promise<Subscriber> {
  const id = recipientOfToken(token)
  const [row] = id === undefined ? [] : await ctx.db.read.select().from(subscribers).where(eq(subscribers.id, id))
  if (!row || !provesToken(ctx.keys, token, purpose, row.id, row.epoch))
    throw new Problem('missing', 'link-not-valid', 'This link is not valid, or not any more.')
  return row
}
