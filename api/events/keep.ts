import type { Tx } from '../../db/open.ts'
import type { Urgency } from '../../db/queue.ts'
import type { Context } from '../context/context.ts'
import { writing } from './writing.ts'

/**
 * Writes bookkeeping that is no fact: sessions, leases, last use, autosave. Allowed only in `people`, `delivery` and drafts.
 * @param urgency `background` lets people's writes pass
 * @throws busy after 5 s behind a foreign lock
 */
export async function keep<T>(ctx: Context, work: (tx: Tx) => Promise<T>, urgency: Urgency = 'background'): Promise<T> {
  return writing(ctx, urgency, work)
}
