import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../../db/schema.ts'
import type { Context } from '../../context/context.ts'
import { valid } from '../../context/valid.ts'
import { commit } from '../../events/commit.ts'

export const WarnOwner = z.object({
  id: z.number().int(),
  /** What the endpoint answered last, in short. */
  answer: z.string().max(300),
  /** When it is switched off, if nothing gets through. */
  offAt: z.date(),
})

/** Tells the owner of an endpoint by mail that it fails; once, until it works again. */
export async function warnOwner(ctx: Context, input: z.input<typeof WarnOwner>): Promise<void> {
  const { id, answer, offAt } = valid(WarnOwner, input)
  const work = commit(ctx, {}, async (tx, record) => {
    const unwarned = and(eq(subscribers.id, id), isNotNull(subscribers.failingSince), isNull(subscribers.warnedAt))
    const { ownerAddress } = subscribers
    const [row] = await tx.update(subscribers).set({ warnedAt: ctx.now() }).where(unwarned).returning({ ownerAddress })
    if (!row) throw new WarnedAlready()
    const tell = row.ownerAddress ? 'subscriber' : 'nobody'
    const after = { answer, offAt }
    await record({ kind: 'subscriber.failing', subject: String(id), audience: 'internal', after, tell })
    return String(id)
  })
  await work.catch((error) => {
    if (!(error instanceof WarnedAlready)) throw error
  })
}

/** Thrown out of a transaction to leave it without a trace. */
class WarnedAlready extends Error {}
