import { Hono } from 'hono'
import { valid } from '../../context/valid.ts'
import { cancelMaintenance } from '../../maintenance/cancelMaintenance.ts'
import { postMaintenanceUpdate } from '../../maintenance/postMaintenanceUpdate.ts'
import { rescheduleMaintenance } from '../../maintenance/rescheduleMaintenance.ts'
import { ScheduleMaintenance, scheduleMaintenance } from '../../maintenance/scheduleMaintenance.ts'
import { all, one } from '../../reads/manageTyped.ts'
import type { C, Env } from '../env.ts'
import { form, type Posted } from './form.ts'
import { notify, ticked, together, typedWindow, worded } from './input.ts'

const desk = (c: C) => `/manage/maintenance/${c.req.param('id')}`
const idOf = (c: C) => c.req.param('id') as string

/** Forms about maintenance. */
export function maintenanceForms(): Hono<Env> {
  const forms = new Hono<Env>()
  forms.post('/maintenance', form('/manage/maintenance/new', plan))
  forms.post('/maintenance/:id/schedule', form(desk, move))
  forms.post('/maintenance/:id/updates', form(desk, say))
  forms.post('/maintenance/:id/cancellation', form(desk, cancel))
  return forms
}

async function plan({ ctx, typed, once }: Posted): Promise<string> {
  const input = {
    name: one(typed, 'name'),
    ...worded(typed),
    components: all(typed, 'components'),
    autoBegin: ticked(typed, 'autoBegin'),
    autoComplete: ticked(typed, 'autoComplete'),
    notify: notify(typed),
  }
  await together(
    () => valid(ScheduleMaintenance.omit({ scheduledFor: true, scheduledUntil: true }), input),
    () => typedWindow(ctx, typed),
  )
  return `/manage/maintenance/${await scheduleMaintenance(ctx, { ...input, ...(await typedWindow(ctx, typed)) }, once)}`
}

async function move({ c, ctx, typed, once }: Posted): Promise<string> {
  const input = {
    maintenanceId: idOf(c),
    ...(await typedWindow(ctx, typed)),
    ...worded(typed),
    notify: notify(typed),
  }
  await rescheduleMaintenance(ctx, input, once)
  return desk(c)
}

async function say({ c, ctx, typed, once }: Posted): Promise<string> {
  const status = one(typed, 'status') || undefined
  const input = { maintenanceId: idOf(c), ...worded(typed), status, notify: notify(typed) }
  await postMaintenanceUpdate(ctx, input as never, once)
  return desk(c)
}

async function cancel({ c, ctx, typed, once }: Posted): Promise<string> {
  await cancelMaintenance(ctx, { maintenanceId: idOf(c), ...worded(typed), notify: notify(typed) }, once)
  return desk(c)
}
