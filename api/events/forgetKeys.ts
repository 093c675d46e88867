import { and, inArray, lt } from 'drizzle-orm'
import { idempotencyKeys } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { keep } from './keep.ts'

const aWeek = 7 * 86_400_000

/** Forgets idempotency keys older than a week, at most 1,000 a call. Returns how many. */
export async function forgetKeys(ctx: Context): Promise<number> {
  const old = lt(idempotencyKeys.at, new Date(+ctx.now() - aWeek))
  return keep(ctx, async (tx) => {
    const some = await tx.select({ key: idempotencyKeys.key }).from(idempotencyKeys).where(old).limit(1000)
    const keys = some.map((row) => row.key)
    if (keys.length > 0) await tx.delete(idempotencyKeys).where(and(old, inArray(idempotencyKeys.key, keys)))
    return keys.length
  })
}
