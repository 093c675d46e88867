import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { due, promises } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { newId } from '../context/ids.ts'

type Kind = (typeof promises.$inferSelect)['kind']

/** Something was said: what was promised until now is kept (late, if it had lapsed), and the clock need not look. */
export async function keepPromises(tx: Tx, ctx: Context, incidentId: string, kind: Kind = 'update'): Promise<void> {
  await settle(tx, ctx, incidentId, kind, { keptAt: ctx.now() })
}

/** Takes back what was promised. @returns by when that was */
export async function withdrawPromises(tx: Tx, ctx: Context, incidentId: string, kind: Kind): Promise<Date[]> {
  return settle(tx, ctx, incidentId, kind, { withdrawnAt: ctx.now() })
}

/** Promises something by then, and asks the clock to say so when it lapses. */
export async function makePromise(
  tx: Tx,
  ctx: Context,
  incidentId: string,
  by: Date | null | undefined,
  kind: Kind = 'update',
): Promise<void> {
  if (!by) return
  const id = newId()
  await tx.insert(promises).values({ id, incidentId, kind, by, madeAt: ctx.now() })
  await tx.insert(due).values({ kind: 'promise', subject: id, at: by })
}

async function settle(
  tx: Tx,
  ctx: Context,
  incidentId: string,
  kind: Kind,
  how: { keptAt: Date } | { withdrawnAt: Date },
): Promise<Date[]> {
  const stands = and(isNull(promises.keptAt), isNull(promises.withdrawnAt))
  const open = await tx
    .select()
    .from(promises)
    .where(and(eq(promises.incidentId, incidentId), eq(promises.kind, kind), stands))
  for (const promise of open) {
    await tx.update(promises).set(how).where(eq(promises.id, promise.id))
    await tx
      .update(due)
      .set({ doneAt: ctx.now() })
      .where(and(eq(due.kind, 'promise'), eq(due.subject, promise.id), isNull(due.doneAt)))
  }
  return open.map(({ by }) => by)
}
