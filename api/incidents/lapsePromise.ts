import { eq } from 'drizzle-orm'
import { promises } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { type Due, once } from '../events/once.ts'

/** A promised update did not come: the page turns overdue, and says so. Tells nobody by mail. */
export async function lapsePromise(ctx: Context, task: Due): Promise<boolean> {
  return once(ctx, task, async (tx, record) => {
    const [promise] = await tx.select().from(promises).where(eq(promises.id, task.subject))
    if (!promise || promise.keptAt || promise.withdrawnAt || promise.lapsedAt) return undefined
    await tx.update(promises).set({ lapsedAt: task.at }).where(eq(promises.id, promise.id))
    const after = { by: promise.by, kind: promise.kind }
    await record({
      kind: 'promise.lapsed',
      subject: promise.id,
      incidentId: promise.incidentId,
      after,
      audience: 'public',
    })
    return promise.id
  })
}
