import type { Context } from '../../../api/context/context.ts'
import { mailSchedule } from '../../../api/delivery/backoff.ts'
import { expandNext, openFanOuts } from '../../../api/delivery/fanOut.ts'
import { freeAll, giveBack, lease, renew } from '../../../api/delivery/lease.ts'
import { type Result, settle } from '../../../api/delivery/settle.ts'

/** The product's own functions; a test may put a broken one in the place of each. */
export const parts = {
  open: openFanOuts,
  expand: (ctx: Context, size: number) => expandNext(ctx, { size: () => size, took() {} }),
  lease: (ctx: Context, owner: string, most: number) => lease(ctx, 'email', owner, most),
  renew: (ctx: Context, owner: string, holds: number[]) => renew(ctx, 'email', owner, holds),
  giveBack,
  freeAll,
  settle: async (ctx: Context, results: Result[]): Promise<void> => {
    await settle(ctx, { kind: 'email', schedule: mailSchedule }, results)
  },
  /** Whether a recipient is looked at once more before the mail goes. */
  looksAgain: true,
}
export type Parts = typeof parts
