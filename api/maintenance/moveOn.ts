import { eq } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { incidentComponents, maintenances } from '../../db/schema.ts'
import type { ComponentState, EventKind, MaintenanceStatus } from '../../db/vocabulary.ts'
import { claimState } from '../components/claims.ts'
import type { Context } from '../context/context.ts'
import type { Record } from '../events/commit.ts'
import { deriveStatus } from '../incidents/deriveStatus.ts'
import type { Wording } from '../incidents/wording.ts'
import { writeUpdate } from '../incidents/writeUpdate.ts'
import { because, type Maintenance } from './input.ts'
import { dismissClock } from './schedule.ts'

export type Move = Wording & {
  status: MaintenanceStatus
  body: string
  notify: boolean
  /** The instant at which the work itself began or ended, where it is not now. */
  workAt?: Date
}

const kinds: { [status in MaintenanceStatus]: EventKind } = {
  scheduled: 'maintenance.updated',
  in_progress: 'maintenance.begun',
  verifying: 'maintenance.updated',
  completed: 'maintenance.completed',
  cancelled: 'maintenance.cancelled',
}

/** Posts an update on a maintenance and takes the step that its status means. By hand and by the clock alike. */
export async function moveOn(
  tx: Tx,
  ctx: Context,
  record: Record,
  maintenance: Maintenance,
  move: Move,
): Promise<string> {
  const { id, plan } = maintenance
  const begins = move.status === 'in_progress' && !plan.beganAt
  const ends = move.status === 'completed' || move.status === 'cancelled'
  const stepAt = move.workAt ?? ctx.now()
  const states = begins ? await allAs(tx, id, 'under_maintenance') : ends ? await allAs(tx, id, 'operational') : []
  const post = {
    incidentId: id,
    status: move.status,
    body: move.body,
    language: move.language,
    translations: move.translations,
    at: ctx.now(),
    statesAt: stepAt,
    states,
    notify: move.notify,
  }
  const { updateId, components } = await writeUpdate(tx, ctx, because(id), post)
  if (begins) await stamp(tx, id, { beganAt: stepAt })
  if (ends) await stamp(tx, id, move.status === 'completed' ? { completedAt: stepAt } : { cancelledAt: stepAt })
  if (begins) await dismissClock(tx, ctx, id, ['maintenance.begin'])
  if (ends) await dismissClock(tx, ctx, id)
  await deriveStatus(tx, ctx, id)
  await record({
    kind: move.status === 'in_progress' && !begins ? 'maintenance.updated' : kinds[move.status],
    subject: id,
    incidentId: id,
    before: { status: maintenance.status },
    after: { updateId, status: move.status, components },
    audience: 'public',
    tell: move.notify ? 'list' : 'nobody',
  })
  return updateId
}

async function allAs(tx: Tx, incidentId: string, state: ComponentState) {
  const attached = await tx.select().from(incidentComponents).where(eq(incidentComponents.incidentId, incidentId))
  return attached.map(({ componentId }) => ({ id: componentId, state }))
}

async function stamp(tx: Tx, incidentId: string, at: Partial<Maintenance['plan']>) {
  await tx.update(maintenances).set(at).where(eq(maintenances.incidentId, incidentId))
}

/** What would have happened at the planned time, had anything been running: claims and times, no word of its own. */
export async function beginSilently(tx: Tx, ctx: Context, { id, plan }: Maintenance): Promise<void> {
  for (const one of await allAs(tx, id, 'under_maintenance'))
    await claimState(tx, because(id), one.id, one.state, plan.scheduledFor, ctx.now())
  await stamp(tx, id, { beganAt: plan.scheduledFor })
}
