import { z } from 'zod'
import { apiKeys } from '../../db/schema.ts'
import { scopes } from '../../db/vocabulary.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { newId, newSecret } from '../context/ids.ts'
import { hashOf } from '../context/tokens.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'

export const CreateKey = z.object({
  name: z
    .string('Say what the key is for.')
    .trim()
    .min(1, 'Say what the key is for.')
    .max(80, 'The name may have at most 80 characters.'),
  scopes: z.array(z.enum(scopes, 'There is no such scope.')).min(1, 'Choose what the key may do.'),
  /** Whole days from now; without it the key lasts until it is revoked. */
  days: z
    .number('Days must be a number.')
    .int('Days must be a whole number.')
    .min(1, 'At least one day.')
    .max(3650, 'At most 3,650 days.')
    .nullish(),
})

/** The key stands here once and nowhere else; after a repeated request not even here. */
export type CreatedKey = { id: string; key: string | undefined }

/** @throws invalid with a sentence per field */
export async function createKey(
  ctx: Context,
  input: z.input<typeof CreateKey>,
  once?: IdempotencyKey,
): Promise<CreatedKey> {
  requireAdministrator(ctx)
  const { name, scopes, days } = valid(CreateKey, input)
  const made = { id: newId(), key: `candor_${newSecret()}` }
  const id = await commit(ctx, { key: once }, async (tx, record) => {
    const now = ctx.now()
    await tx.insert(apiKeys).values({
      id: made.id,
      personId: ctx.actor.kind === 'person' ? ctx.actor.id : null,
      name,
      prefix: made.key.slice(0, 12),
      hash: hashOf(made.key),
      scopes: [...new Set(scopes)],
      createdAt: now,
      expiresAt: days ? new Date(now.getTime() + days * 86_400_000) : null,
    })
    await record({ kind: 'key.created', subject: made.id, after: { name, scopes }, audience: 'internal' })
    return made.id
  })
  return id === made.id ? made : { id, key: undefined }
}
