import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { due } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { commit, type Record } from './commit.ts'
import { keep } from './keep.ts'

export type Due = typeof due.$inferSelect

/** Thrown out of a transaction to leave it without a trace. */
class NothingToDo extends Error {}

/**
 * Does what is due, once: of several clocks, whoever finds the task undone under the write lock does it.
 * @param work returns the id of what it changed, or undefined when there is nothing to do (any more)
 * @returns whether it was done here and now
 */
export async function once(
  ctx: Context,
  task: Due,
  work: (tx: Tx, record: Record) => Promise<string | undefined>,
): Promise<boolean> {
  try {
    await commit(ctx, {}, async (tx, record) => {
      const undone = and(eq(due.id, task.id), isNull(due.doneAt))
      const [mine] = await tx.update(due).set({ doneAt: ctx.now() }).where(undone).returning()
      const id = mine && (await work(tx, record))
      if (!id) throw new NothingToDo()
      return id
    })
    return true
  } catch (error) {
    if (error instanceof NothingToDo) return false
    throw error
  }
}

/** Ticks off what is due and has become moot: nothing happened, so there is no fact. */
export async function dismiss(ctx: Context, task: Due): Promise<void> {
  const undone = and(eq(due.id, task.id), isNull(due.doneAt))
  await keep(ctx, async (tx) => void (await tx.update(due).set({ doneAt: ctx.now() }).where(undone)))
}
