import { eq } from 'drizzle-orm'
import { incidentComponents, promises } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { type Due, once } from '../events/once.ts'

/** A promised update or post-mortem did not come: the page turns overdue, and says so. Told to those who asked to hear of missed promises. */
export async function lapsePromise(ctx: Context, task: Due): Promise<boolean> {
  return once(ctx, task, async (tx, record) => {
    const [promise] = await tx.select().from(promises).where(eq(promises.id, task.subject))
    if (!promise || promise.keptAt || promise.withdrawnAt || promise.lapsedAt) return undefined
    await tx.update(promises).set({ lapsedAt: task.at }).where(eq(promises.id, promise.id))
    const attached = eq(incidentComponents.incidentId, promise.incidentId)
    const rows = await tx.select({ id: incidentComponents.componentId }).from(incidentComponents).where(attached)
    const after = { by: promise.by, kind: promise.kind, components: rows.map(({ id }) => id) }
    await record({
      kind: 'promise.lapsed',
      subject: promise.id,
      incidentId: promise.incidentId,
      after,
      audience: 'public',
      tell: 'list',
    })
    return promise.id
  })
}
