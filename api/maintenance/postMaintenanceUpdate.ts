import { z } from 'zod'
import type { MaintenanceStatus } from '../../db/vocabulary.ts'
import { body, id } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { conflict } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { wording } from '../incidents/wording.ts'
import { maintenanceOf, requireRunning } from './input.ts'
import { moveOn } from './moveOn.ts'

export const PostMaintenanceUpdate = z.object({
  maintenanceId: id,
  body,
  ...wording,
  /** `in_progress` begins it by hand, `completed` ends it; without it, it stays where it is. */
  status: z.enum(['in_progress', 'verifying', 'completed'], 'There is no such status.').optional(),
  notify: z.boolean().default(true),
})

/**
 * Says something about a maintenance; begins, verifies or completes it by hand.
 * @returns the update's id
 * @throws missing; conflict when it is over, or verified before it began
 */
export async function postMaintenanceUpdate(
  ctx: Context,
  input: z.input<typeof PostMaintenanceUpdate>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const post = valid(PostMaintenanceUpdate, input)
  return commit(ctx, { key }, async (tx, record) => {
    const maintenance = await maintenanceOf(tx, post.maintenanceId)
    requireRunning(maintenance)
    const status = post.status ?? (maintenance.status as MaintenanceStatus)
    if (status === 'verifying' && !maintenance.plan.beganAt)
      throw conflict('maintenance-not-begun', 'It has not begun, so there is nothing to verify yet.')
    return moveOn(tx, ctx, record, maintenance, { ...post, status })
  })
}
