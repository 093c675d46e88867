import { eq } from 'drizzle-orm'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { commit } from '../events/commit.ts'

/**
 * Writes to an address no more, because its server said that nobody is there. Asking and confirming anew lifts it.
 * @param reason what the server said, in short and without the address
 */
export async function suppressSubscriber(ctx: Context, id: number, reason: string): Promise<void> {
  await commit(ctx, {}, async (tx, record) => {
    const change = { state: 'suppressed', suppressedAt: ctx.now(), suppressedFor: reason } as const
    await tx.update(subscribers).set(change).where(eq(subscribers.id, id))
    await record({ kind: 'subscriber.suppressed', subject: String(id), audience: 'internal', after: { reason } })
    return String(id)
  })
}
