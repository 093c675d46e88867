import { and, eq, ne } from 'drizzle-orm'
import { subscribers } from '../../../db/schema.ts'
import type { Context } from '../../context/context.ts'
import { commitIfNew } from '../../events/commitIfNew.ts'
import type { Returned } from '../verp.ts'

/**
 * The reader of a mail calls it spam: they get no more, as if they had left. Saying it twice changes nothing.
 * @returns whether anything was new
 */
export async function recordComplaint(ctx: Context, { delivery, subscriber, own }: Returned): Promise<boolean> {
  if (!own) return false
  const noted = await commitIfNew(ctx, async (tx, record) => {
    const here = and(eq(subscribers.id, subscriber), ne(subscribers.state, 'unsubscribed'))
    const left = { state: 'unsubscribed', leftAt: ctx.now() } as const
    const changed = await tx.update(subscribers).set(left).where(here).returning({ id: subscribers.id })
    if (changed.length === 0) return undefined
    const after = { delivery: delivery ?? null }
    await record({ kind: 'subscriber.complained', subject: String(subscriber), audience: 'internal', after })
    return String(subscriber)
  })
  return noted !== undefined
}
