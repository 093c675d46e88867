import { desc } from 'drizzle-orm'
import { apiKeys } from '../../db/schema.ts'
import { type Context, requireAdministrator } from '../context/context.ts'

/** Every key, newest first, revoked ones included; never what opens. */
export async function listKeys(ctx: Context) {
  requireAdministrator(ctx)
  const { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = apiKeys
  return ctx.db.read
    .select({ id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, revokedAt })
    .from(apiKeys)
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
}
