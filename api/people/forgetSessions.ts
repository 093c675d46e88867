import { lte, or } from 'drizzle-orm'
import { sessions } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { keep } from '../events/keep.ts'

/** Forgets sessions that are over, and with them which browser they were opened in. Returns how many. */
export async function forgetSessions(ctx: Context): Promise<number> {
  const over = or(lte(sessions.expiresAt, ctx.now()), lte(sessions.endsAt, ctx.now()))
  const found = await ctx.db.read.select({ id: sessions.publicId }).from(sessions).where(over).limit(1)
  if (found.length === 0) return 0
  return keep(ctx, async (tx) => (await tx.delete(sessions).where(over)).rowsAffected)
}
