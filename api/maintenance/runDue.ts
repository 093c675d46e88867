import type { Context } from '../context/context.ts'
import { type Due, once } from '../events/once.ts'
import { ownText } from '../incidents/wording.ts'
import { maintenanceOf } from './input.ts'
import { beginSilently, moveOn } from './moveOn.ts'

/**
 * Begins a maintenance whose time has come. When the whole window was missed while nothing ran, it is left to
 * `completeDue`, so that nobody reads "has begun" after the end.
 * @returns false when another process was first, or when there is nothing to begin
 */
export async function beginDue(ctx: Context, task: Due): Promise<boolean> {
  return once(ctx, task, async (tx, record) => {
    const maintenance = await maintenanceOf(tx, task.subject)
    const missedWhole = maintenance.plan.autoComplete && maintenance.plan.scheduledUntil <= ctx.now()
    if (maintenance.status !== 'scheduled' || missedWhole) return undefined
    return moveOn(tx, ctx, record, maintenance, {
      ...ownText('begun'),
      status: 'in_progress',
      notify: true,
      workAt: task.at,
    })
  })
}

/**
 * Completes a maintenance whose window is over; one that never got to begin is recorded for its whole window, in one update.
 * @returns false when another process was first, or when it is over already
 */
export async function completeDue(ctx: Context, task: Due): Promise<boolean> {
  return once(ctx, task, async (tx, record) => {
    const maintenance = await maintenanceOf(tx, task.subject)
    if (maintenance.status === 'completed' || maintenance.status === 'cancelled') return undefined
    if (!maintenance.plan.beganAt && maintenance.plan.autoBegin) await beginSilently(tx, ctx, maintenance)
    return moveOn(tx, ctx, record, maintenance, {
      ...ownText('complete'),
      status: 'completed',
      notify: true,
      workAt: task.at,
    })
  })
}
