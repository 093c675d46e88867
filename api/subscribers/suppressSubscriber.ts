import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import type { Record } from '../events/commit.ts'
import { commitIfNew } from '../events/commitIfNew.ts'

/** Whom to write to no more, and why: what a server said, in short and without the address. */
export type Suppression = { id: number; reason: string }

/**
 * Writes to an address no more, because its server said that nobody is there. Its owner can lift it, or ask anew.
 * Whoever left already, or is suppressed, stays as they are.
 */
export async function suppressSubscriber(ctx: Context, id: number, reason: string): Promise<void> {
  await suppressSubscribers(ctx, [{ id, reason }])
}

/** Several at once, in one transaction. */
export async function suppressSubscribers(ctx: Context, all: readonly Suppression[]): Promise<void> {
  if (all.length === 0) return
  await commitIfNew(ctx, async (tx, record) => {
    let changed = 0
    for (const one of all) if (await suppressIn(tx, ctx, record, one)) changed++
    return changed > 0 ? String(changed) : undefined
  })
}

/**
 * The same in a transaction under way.
 * @returns whether there was somebody to suppress
 */
export async function suppressIn(tx: Tx, ctx: Context, record: Record, { id, reason }: Suppression): Promise<boolean> {
  const writtenTo = and(eq(subscribers.id, id), inArray(subscribers.state, ['pending', 'active', 'paused']))
  const change = { state: 'suppressed', suppressedAt: ctx.now(), suppressedFor: reason } as const
  const { ownerAddress } = subscribers
  const [changed] = await tx.update(subscribers).set(change).where(writtenTo).returning({ ownerAddress })
  if (!changed) return false
  // An address that refuses mail cannot be told; whoever answers for an endpoint can.
  const tell = changed.ownerAddress ? 'subscriber' : 'nobody'
  await record({ kind: 'subscriber.suppressed', subject: String(id), audience: 'internal', after: { reason }, tell })
  return true
}
