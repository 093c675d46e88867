import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { incidents, maintenances } from '../../db/schema.ts'
import { id } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { conflict, invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { deriveStatus } from '../incidents/deriveStatus.ts'
import { ownText, wording } from '../incidents/wording.ts'
import { writeUpdate } from '../incidents/writeUpdate.ts'
import { because, maintenanceOf, optionalBody, requireRunning, requireWindow, window } from './input.ts'
import { askClock, dismissClock } from './schedule.ts'

export const RescheduleMaintenance = z.object({
  maintenanceId: id,
  ...window,
  body: optionalBody,
  ...wording,
  notify: z.boolean().default(true),
})

/**
 * Moves a maintenance that has not begun, or moves the end of one under way; told to those who were told of it.
 * @returns the id of the update that says so
 * @throws missing; conflict when it is over, or when the start of one under way would move; invalid for an impossible window, or translations of nothing
 */
export async function rescheduleMaintenance(
  ctx: Context,
  input: z.input<typeof RescheduleMaintenance>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const move = valid(RescheduleMaintenance, input)
  requireWindow(ctx, move)
  if (!move.body && move.translations) throw invalid({ body: 'Write the text that the others translate.' })
  return commit(ctx, { key }, async (tx, record) => {
    const maintenance = await maintenanceOf(tx, move.maintenanceId)
    requireRunning(maintenance)
    const { id, plan } = maintenance
    if (plan.beganAt && +plan.scheduledFor !== +move.scheduledFor)
      throw conflict('maintenance-begun', 'It has begun; only its end can be moved.')
    const { scheduledFor, scheduledUntil } = move
    await dismissClock(tx, ctx, id)
    await tx
      .update(maintenances)
      .set({ scheduledFor, scheduledUntil, sequence: plan.sequence + 1 })
      .where(eq(maintenances.incidentId, id))
    await tx.update(incidents).set({ startedAt: scheduledFor }).where(eq(incidents.id, id))
    await askClock(tx, { ...plan, scheduledFor, scheduledUntil, autoBegin: plan.autoBegin && !plan.beganAt })
    const { body, language, translations } = move
    const text = body ? { body, language, translations } : ownText('moved')
    const post = { incidentId: id, status: maintenance.status, ...text, at: ctx.now(), states: [], notify: move.notify }
    const { updateId, components } = await writeUpdate(tx, ctx, because(id), post)
    await deriveStatus(tx, ctx, id)
    await record({
      kind: 'maintenance.rescheduled',
      subject: id,
      incidentId: id,
      before: { scheduledFor: plan.scheduledFor, scheduledUntil: plan.scheduledUntil },
      after: { updateId, status: maintenance.status, components, scheduledFor, scheduledUntil },
      audience: 'public',
      tell: move.notify ? 'list' : 'nobody',
    })
    return updateId
  })
}
