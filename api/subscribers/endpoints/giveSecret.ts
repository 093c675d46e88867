import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/open.ts'
import { subscribers } from '../../../db/schema.ts'
import type { Context } from '../../context/context.ts'
import { conflict } from '../../context/problems.ts'
import { commit, type IdempotencyKey, type Record } from '../../events/commit.ts'
import { type Endpoint, freshSecret, type Made } from './endpoint.ts'

/** How long the secret before signs along (milliseconds), so that a receiver can be changed without losing a message. */
const overlap = 24 * 3_600_000

/** @param find the webhook, in the transaction that changes it */
export async function rotate(
  ctx: Context,
  key: IdempotencyKey | undefined,
  find: (tx: Tx) => Promise<Endpoint>,
): Promise<Made> {
  const made: { secret: string | undefined } = { secret: undefined }
  const id = await commit(ctx, { key }, async (tx, record) => {
    const row = await find(tx)
    if (row.channel !== 'webhook') throw conflict('not-signed', 'Only webhooks are signed.')
    made.secret = await giveSecret(tx, ctx, record, row)
    return String(row.id)
  })
  return { id, ...made }
}

/** A webhook's new secret; the one it had signs along for a day. */
export async function giveSecret(tx: Tx, ctx: Context, record: Record, row: Endpoint): Promise<string> {
  const { secret, sealed } = freshSecret(ctx)
  const previousSecretUntil = row.secret ? new Date(ctx.now().getTime() + overlap) : null
  const change = { secret: sealed, previousSecret: row.secret, previousSecretUntil }
  await tx.update(subscribers).set(change).where(eq(subscribers.id, row.id))
  await record({ kind: 'subscriber.secretRotated', subject: String(row.id), audience: 'internal' })
  return secret
}
