import { and, eq, gt, isNull, or } from 'drizzle-orm'
import { apiKeys, people } from '../../db/schema.ts'
import type { Actor, Context } from '../context/context.ts'
import { Problem } from '../context/problems.ts'
import { hashOf } from '../context/tokens.ts'
import { keep } from '../events/keep.ts'

type Key = Extract<Actor, { kind: 'key' }>

/**
 * The key that an Authorization header holds.
 * @returns undefined when there is no such header; a header that opens nothing is a problem, never a stranger
 * @throws unauthenticated
 */
export async function actorOfKey(ctx: Context, authorization: string | undefined): Promise<Key | undefined> {
  if (!authorization) return undefined
  const secret = /^Bearer +(candor_[\w-]{43})$/i.exec(authorization.trim())?.[1]
  const row = secret && (await liveKey(ctx, secret))
  if (!row) throw new Problem('unauthenticated', 'key-refused', 'This API key is unknown, expired or revoked.')
  void noteUse(ctx, row)
  return { kind: 'key', id: row.id, name: row.name, scopes: row.scopes }
}

async function liveKey(ctx: Context, secret: string) {
  const now = ctx.now()
  const live = and(
    eq(apiKeys.hash, hashOf(secret)),
    isNull(apiKeys.revokedAt),
    or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
    isNull(people.disabledAt),
  )
  const { id, name, scopes, lastUsedAt } = apiKeys
  const [row] = await ctx.db.read
    .select({ id, name, scopes, lastUsedAt })
    .from(apiKeys)
    .leftJoin(people, eq(people.id, apiKeys.personId))
    .where(live)
  return row
}

/** At most once a minute, and a busy database is no reason to refuse the request. */
async function noteUse(ctx: Context, { id, lastUsedAt }: { id: string; lastUsedAt: Date | null }) {
  const now = ctx.now()
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < 60_000) return
  try {
    await keep(
      ctx,
      async (tx) => void (await tx.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, id))),
      'urgent',
    )
  } catch (error) {
    ctx.log.warn({ key: id, error }, 'The last use of a key was not kept.')
  }
}
