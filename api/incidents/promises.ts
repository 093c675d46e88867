import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { due, promises } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { newId } from '../context/ids.ts'

/** Something was said: what was promised until now is kept (late, if it had lapsed), and the clock need not look. */
export async function keepPromises(tx: Tx, ctx: Context, incidentId: string): Promise<void> {
  const open = await tx
    .select()
    .from(promises)
    .where(
      and(
        eq(promises.incidentId, incidentId),
        eq(promises.kind, 'update'),
        isNull(promises.keptAt),
        isNull(promises.withdrawnAt),
      ),
    )
  for (const promise of open) {
    await tx.update(promises).set({ keptAt: ctx.now() }).where(eq(promises.id, promise.id))
    await tx
      .update(due)
      .set({ doneAt: ctx.now() })
      .where(and(eq(due.kind, 'promise'), eq(due.subject, promise.id), isNull(due.doneAt)))
  }
}

/** Promises a next update, and asks the clock to say so when it lapses. */
export async function makePromise(
  tx: Tx,
  ctx: Context,
  incidentId: string,
  by: Date | null | undefined,
): Promise<void> {
  if (!by) return
  const id = newId()
  await tx.insert(promises).values({ id, incidentId, kind: 'update', by, madeAt: ctx.now() })
  await tx.insert(due).values({ kind: 'promise', subject: id, at: by })
}
