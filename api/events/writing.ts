import { DatabaseBusy } from '../../db/busy.ts'
import type { Tx } from '../../db/open.ts'
import type { Urgency } from '../../db/queue.ts'
import type { Context } from '../context/context.ts'
import { Problem } from '../context/problems.ts'

/** A write transaction whose waiting too long is a named problem. For `commit` and `keep` alone. */
export async function writing<T>(ctx: Context, urgency: Urgency, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await ctx.db.write(urgency, work)
  } catch (error) {
    if (!(error instanceof DatabaseBusy)) throw error
    throw new Problem('busy', 'database-busy', 'The database is busy. Nothing was saved; please send it again.', {
      retryAfter: 2,
    })
  }
}
