import { CorrectPostmortem, correctPostmortem } from '../../postmortems/correctPostmortem.ts'
import { DraftPostmortem, draftPostmortem } from '../../postmortems/draftPostmortem.ts'
import { PromisePostmortem, promisePostmortem } from '../../postmortems/promisePostmortem.ts'
import { PublishPostmortem, publishPostmortem } from '../../postmortems/publishPostmortem.ts'
import { readPostmortem } from '../../reads/resources.ts'
import { respond } from '../respond.ts'
import { ok, type Route } from './route.ts'

export const postmortemRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/incidents/{id}/postmortem',
    does: 'The draft, and what is published with its corrections',
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx, at }) => ok(c, await readPostmortem(ctx, at('id'))),
  },
  {
    method: 'put',
    path: '/incidents/{id}/postmortem',
    does: 'Keep the draft of the customer-facing summary',
    scope: 'post',
    body: DraftPostmortem.omit({ incidentId: true }),
    answers: 200,
    async handle({ c, ctx, at, input }) {
      return ok(c, await readPostmortem(ctx, await draftPostmortem(ctx, { ...input, incidentId: at('id') })))
    },
  },
  {
    method: 'put',
    path: '/incidents/{id}/postmortem/promise',
    does: 'Promise customers the summary by the end of a day, or take that back with null',
    scope: 'post',
    body: PromisePostmortem.omit({ incidentId: true }),
    answers: 200,
    async handle({ c, ctx, at, input }) {
      const promise = { ...input, incidentId: at('id') }
      return ok(c, await readPostmortem(ctx, await promisePostmortem(ctx, promise as never)))
    },
  },
  {
    method: 'post',
    path: '/incidents/{id}/postmortem/publications',
    does: 'Publish the summary: page, feeds, mail',
    scope: 'post',
    body: PublishPostmortem.omit({ incidentId: true }),
    answers: 201,
    async handle({ c, ctx, at, input, key }) {
      await publishPostmortem(ctx, { ...input, incidentId: at('id') }, key)
      return respond.created(c, `/reports/${at('id')}`, await readPostmortem(ctx, at('id')))
    },
  },
  {
    method: 'post',
    path: '/incidents/{id}/postmortem/corrections',
    does: 'Correct what is published, in the open; nobody is mailed again',
    scope: 'post',
    body: CorrectPostmortem.omit({ incidentId: true }),
    answers: 201,
    async handle({ c, ctx, at, input, key }) {
      await correctPostmortem(ctx, { ...input, incidentId: at('id') } as never, key)
      return respond.created(c, `/reports/${at('id')}`, await readPostmortem(ctx, at('id')))
    },
  },
]
