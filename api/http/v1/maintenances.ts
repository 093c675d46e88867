import { CancelMaintenance, cancelMaintenance } from '../../maintenance/cancelMaintenance.ts'
import { PostMaintenanceUpdate, postMaintenanceUpdate } from '../../maintenance/postMaintenanceUpdate.ts'
import { RescheduleMaintenance, rescheduleMaintenance } from '../../maintenance/rescheduleMaintenance.ts'
import { ScheduleMaintenance, scheduleMaintenance } from '../../maintenance/scheduleMaintenance.ts'
import { listIncidents, readIncident, readUpdate } from '../../reads/resources.ts'
import { respond } from '../respond.ts'
import { listing, ok, type Route } from './route.ts'

export const maintenanceRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/maintenances',
    does: 'Maintenances, newest window first',
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx }) => ok(c, await listIncidents(ctx, 'maintenance', listing(c))),
  },
  {
    method: 'post',
    path: '/maintenances',
    does: 'Plan a maintenance and announce it',
    scope: 'post',
    body: ScheduleMaintenance,
    answers: 201,
    async handle({ c, ctx, input, key }) {
      const id = await scheduleMaintenance(ctx, input as never, key)
      return respond.created(c, `/api/v1/maintenances/${id}`, await readIncident(ctx, id, 'maintenance'))
    },
  },
  {
    method: 'get',
    path: '/maintenances/{id}',
    does: 'One maintenance with its updates',
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx, at }) => ok(c, await readIncident(ctx, at('id'), 'maintenance')),
  },
  {
    method: 'patch',
    path: '/maintenances/{id}',
    does: 'Move its window, and say so',
    scope: 'post',
    body: RescheduleMaintenance.omit({ maintenanceId: true }),
    answers: 200,
    async handle({ c, ctx, at, input }) {
      await rescheduleMaintenance(ctx, { ...input, maintenanceId: at('id') } as never)
      return ok(c, await readIncident(ctx, at('id'), 'maintenance'))
    },
  },
  {
    method: 'post',
    path: '/maintenances/{id}/updates',
    does: 'Post an update; status begins, verifies or completes it by hand',
    scope: 'post',
    body: PostMaintenanceUpdate.omit({ maintenanceId: true }),
    answers: 201,
    async handle({ c, ctx, at, input, key }) {
      const id = await postMaintenanceUpdate(ctx, { ...input, maintenanceId: at('id') } as never, key)
      return respond.created(c, `/api/v1/maintenances/${at('id')}`, await readUpdate(ctx, id))
    },
  },
  {
    method: 'post',
    path: '/maintenances/{id}/cancellation',
    does: 'Call it off, and say so',
    scope: 'post',
    body: CancelMaintenance.omit({ maintenanceId: true }),
    answers: 201,
    async handle({ c, ctx, at, input, key }) {
      const id = await cancelMaintenance(ctx, { ...input, maintenanceId: at('id') } as never, key)
      return respond.created(c, `/api/v1/maintenances/${at('id')}`, await readUpdate(ctx, id))
    },
  },
]
