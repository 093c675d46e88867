import { and, eq, inArray, lte } from 'drizzle-orm'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { commit } from '../events/commit.ts'
import { eraseSubscribers } from './erase.ts'

/** Days that an address may stay unconfirmed. */
const patience = 7

/** So many in one transaction, so that nobody waits for it. */
const most = 200

/**
 * Deletes addresses and endpoints whose owners did not confirm within 7 days. For the clock: called as often as it likes.
 * @returns how many were forgotten
 */
export async function forgetUnconfirmed(ctx: Context): Promise<number> {
  let forgotten = 0
  for (let some = await forgetSome(ctx); some > 0; some = await forgetSome(ctx)) forgotten += some
  return forgotten
}

async function forgetSome(ctx: Context): Promise<number> {
  const before = new Date(ctx.now().getTime() - patience * 86_400_000)
  const stale = and(eq(subscribers.state, 'pending'), lte(subscribers.askedAt, before))
  const found = await ctx.db.read.select({ id: subscribers.id }).from(subscribers).where(stale).limit(most)
  if (found.length === 0) return 0
  const ids = found.map(({ id }) => id)
  const forget = commit(ctx, {}, async (tx, record) => {
    const left = await tx
      .select({ id: subscribers.id })
      .from(subscribers)
      .where(and(inArray(subscribers.id, ids), stale))
    const gone = await eraseSubscribers(
      tx,
      left.map(({ id }) => id),
    )
    if (gone.length === 0) throw new SomebodyWasFirst()
    for (const { id } of gone) await record({ kind: 'subscriber.forgotten', subject: String(id), audience: 'internal' })
    return String(gone.length)
  })
  return forget.then(Number, (error) => {
    if (error instanceof SomebodyWasFirst) return 0
    throw error
  })
}

/** Thrown out of a transaction to leave it without a trace. */
class SomebodyWasFirst extends Error {}
