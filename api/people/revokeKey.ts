import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { apiKeys } from '../../db/schema.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'

export const RevokeKey = z.object({ id: z.string().max(64) })

/**
 * From now on the key opens nothing.
 * @returns its id
 * @throws missing when there is no such key, or no longer
 */
export async function revokeKey(
  ctx: Context,
  input: z.input<typeof RevokeKey>,
  once?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const { id } = valid(RevokeKey, input)
  return commit(ctx, { key: once }, async (tx, record) => {
    const live = and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))
    const gone = await tx.update(apiKeys).set({ revokedAt: ctx.now() }).where(live).returning({ id: apiKeys.id })
    if (gone.length === 0) throw missing('key')
    await record({ kind: 'key.revoked', subject: id, audience: 'internal' })
    return id
  })
}
