import { and, eq } from 'drizzle-orm'
import { idempotencyKeys } from '../../db/schema.ts'
import { type Context, refOf } from '../context/context.ts'
import type { IdempotencyKey } from '../events/commit.ts'

/** Whether this very form has done its work already: a double click is no race between two people. */
export async function wasDone(ctx: Context, once: IdempotencyKey | undefined): Promise<boolean> {
  if (!once) return false
  const { actor, route, key } = idempotencyKeys
  const mine = and(eq(actor, refOf(ctx.actor)), eq(route, once.route), eq(key, once.key))
  const rows = await ctx.db.read.select({ at: idempotencyKeys.at }).from(idempotencyKeys).where(mine)
  return rows.length > 0
}
