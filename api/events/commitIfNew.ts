import type { Tx } from '../../db/open.ts'
import type { Context } from '../context/context.ts'
import { commit, type Record } from './commit.ts'

/** Thrown out of a transaction to leave it without a trace. */
class NothingNew extends Error {}

/**
 * A commit that may find that there is nothing to do, and then leaves no trace.
 * @param work returns the id of what it changed, or undefined when nothing is to be changed (any more)
 * @returns that id
 */
export async function commitIfNew(
  ctx: Context,
  work: (tx: Tx, record: Record) => Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    return await commit(ctx, {}, async (tx, record) => {
      const id = await work(tx, record)
      if (id === undefined) throw new NothingNew()
      return id
    })
  } catch (error) {
    if (error instanceof NothingNew) return undefined
    throw error
  }
}
