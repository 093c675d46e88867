import { BackfillIncident, backfillIncident } from '../../incidents/backfillIncident.ts'
import { ChangeIncident, changeIncident } from '../../incidents/changeIncident.ts'
import { CorrectUpdate, correctUpdate } from '../../incidents/correctUpdate.ts'
import { OpenIncident, openIncident } from '../../incidents/openIncident.ts'
import { PostUpdate, postUpdate } from '../../incidents/postUpdate.ts'
import { RetractUpdate, retractUpdate } from '../../incidents/retractUpdate.ts'
import { listIncidents, readIncident, readUpdate } from '../../reads/resources.ts'
import { respond } from '../respond.ts'
import { listing, ok, type Route } from './route.ts'

export const incidentRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/incidents',
    does: 'Incidents, newest start first',
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx }) => ok(c, await listIncidents(ctx, 'incident', listing(c))),
  },
  {
    method: 'post',
    path: '/incidents',
    does: 'Open an incident with its first update',
    scope: 'post',
    body: OpenIncident,
    answers: 201,
    async handle({ c, ctx, input, key }) {
      const id = await openIncident(ctx, input as never, key)
      return respond.created(c, `/api/v1/incidents/${id}`, await readIncident(ctx, id, 'incident'))
    },
  },
  {
    method: 'get',
    path: '/incidents/{id}',
    does: 'One incident with its updates, corrected and withdrawn ones too',
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx, at }) => ok(c, await readIncident(ctx, at('id'), 'incident')),
  },
  {
    method: 'patch',
    path: '/incidents/{id}',
    does: 'Change name, severity, impact, advice or what is not affected',
    scope: 'post',
    body: ChangeIncident.omit({ incidentId: true }),
    answers: 200,
    async handle({ c, ctx, at, input }) {
      const id = await changeIncident(ctx, { ...input, incidentId: at('id') })
      return ok(c, await readIncident(ctx, id, 'incident'))
    },
  },
  {
    method: 'post',
    path: '/incidents/{id}/updates',
    does: 'Post an update; status "resolved" ends the incident',
    scope: 'post',
    body: PostUpdate.omit({ incidentId: true }),
    answers: 201,
    async handle({ c, ctx, at, input, key }) {
      const id = await postUpdate(ctx, { ...input, incidentId: at('id') } as never, key)
      return respond.created(c, `/api/v1/incidents/${at('id')}`, await readUpdate(ctx, id))
    },
  },
  {
    method: 'post',
    path: '/updates/{id}/corrections',
    does: 'Correct the wording of an update; nobody is mailed again',
    scope: 'post',
    body: CorrectUpdate.omit({ updateId: true }),
    answers: 201,
    async handle({ c, ctx, at, input, key }) {
      const update = await readUpdate(ctx, await correctUpdate(ctx, { ...input, updateId: at('id') } as never, key))
      return respond.created(c, `/api/v1/incidents/${update.incidentId}`, update)
    },
  },
  {
    method: 'post',
    path: '/updates/{id}/retraction',
    does: 'Withdraw an update, visibly and with a reason',
    scope: 'post',
    body: RetractUpdate.omit({ updateId: true }),
    answers: 201,
    async handle({ c, ctx, at, input, key }) {
      const update = await readUpdate(ctx, await retractUpdate(ctx, { ...input, updateId: at('id') } as never, key))
      return respond.created(c, `/api/v1/incidents/${update.incidentId}`, update)
    },
  },
  {
    method: 'post',
    path: '/backfills',
    does: 'Write down an incident of the past; tells nobody',
    scope: 'post',
    body: BackfillIncident,
    answers: 201,
    async handle({ c, ctx, input, key }) {
      const id = await backfillIncident(ctx, input as never, key)
      return respond.created(c, `/api/v1/incidents/${id}`, await readIncident(ctx, id, 'incident'))
    },
  },
]
