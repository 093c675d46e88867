import { inArray, lt } from 'drizzle-orm'
import { due } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { keep } from './keep.ts'

const longAgo = 90 * 86_400_000

/** Forgets what the clock did more than 90 days ago, at most 1,000 a call. The log keeps what happened. Returns how many. */
export async function forgetDue(ctx: Context): Promise<number> {
  const old = lt(due.doneAt, new Date(+ctx.now() - longAgo))
  const some = await ctx.db.read.select({ id: due.id }).from(due).where(old).limit(1000)
  if (some.length === 0) return 0
  const ids = some.map(({ id }) => id)
  return keep(ctx, async (tx) => (await tx.delete(due).where(inArray(due.id, ids))).rowsAffected)
}
