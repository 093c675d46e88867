import { z } from 'zod'
import { body, id } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { wording } from '../incidents/wording.ts'
import { maintenanceOf, requireRunning } from './input.ts'
import { moveOn } from './moveOn.ts'

export const CancelMaintenance = z.object({ maintenanceId: id, body, ...wording, notify: z.boolean().default(true) })

/**
 * Calls a maintenance off, before or while it runs; told to those who were told of it.
 * @returns the id of the update that says so
 * @throws missing; conflict when it is over already
 */
export async function cancelMaintenance(
  ctx: Context,
  input: z.input<typeof CancelMaintenance>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { maintenanceId, ...said } = valid(CancelMaintenance, input)
  return commit(ctx, { key }, async (tx, record) => {
    const maintenance = await maintenanceOf(tx, maintenanceId)
    requireRunning(maintenance)
    return moveOn(tx, ctx, record, maintenance, { ...said, status: 'cancelled' })
  })
}
