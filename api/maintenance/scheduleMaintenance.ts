import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { incidents, maintenances, page } from '../../db/schema.ts'
import { body, id, name, zone } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { wording } from '../incidents/wording.ts'
import { writeUpdate } from '../incidents/writeUpdate.ts'
import { because, requireWindow, window } from './input.ts'
import { askClock } from './schedule.ts'

export const ScheduleMaintenance = z.object({
  name,
  body,
  ...wording,
  components: z.array(id).min(1, 'Name the components that this is about.').max(500),
  ...window,
  /** The zone in which it was planned; the page's own unless said. */
  timeZone: zone.optional(),
  autoBegin: z.boolean().default(true),
  autoComplete: z.boolean().default(true),
  notify: z.boolean().default(true),
})

/**
 * Plans a maintenance and announces it. The clock begins and completes it unless told otherwise.
 * @param input `scheduledFor` and `scheduledUntil` are instants
 * @returns the maintenance's id
 * @throws invalid with a sentence per field
 */
export async function scheduleMaintenance(
  ctx: Context,
  input: z.input<typeof ScheduleMaintenance>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const plan = valid(ScheduleMaintenance, input)
  requireWindow(ctx, plan)
  return commit(ctx, { key }, async (tx, record) => {
    const id = newId()
    await insertMaintenance(tx, ctx, id, plan)
    const states = plan.components.map((one) => ({ id: one, state: 'operational' as const }))
    const post = {
      incidentId: id,
      status: 'scheduled' as const,
      body: plan.body,
      language: plan.language,
      translations: plan.translations,
      at: ctx.now(),
      states,
      notify: plan.notify,
    }
    const { updateId, components } = await writeUpdate(tx, ctx, because(id), post)
    await askClock(tx, { incidentId: id, ...plan })
    const after = { updateId, status: 'scheduled', components }
    await record({
      kind: 'maintenance.scheduled',
      subject: id,
      incidentId: id,
      after,
      audience: 'public',
      tell: plan.notify ? 'list' : 'nobody',
    })
    return id
  })
}

async function insertMaintenance(tx: Tx, ctx: Context, id: string, plan: z.output<typeof ScheduleMaintenance>) {
  const [own] = await tx.select({ timeZone: page.timeZone }).from(page)
  const at = ctx.now()
  await tx.insert(incidents).values({
    id,
    kind: 'maintenance',
    name: plan.name,
    status: 'scheduled',
    impact: 'maintenance',
    startedAt: plan.scheduledFor,
    createdAt: at,
    updatedAt: at,
  })
  await tx.insert(maintenances).values({
    incidentId: id,
    scheduledFor: plan.scheduledFor,
    scheduledUntil: plan.scheduledUntil,
    timeZone: plan.timeZone ?? own?.timeZone ?? 'Etc/UTC',
    autoBegin: plan.autoBegin,
    autoComplete: plan.autoComplete,
  })
}
