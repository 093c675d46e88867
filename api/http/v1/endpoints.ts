import { probeEndpoint } from '../../delivery/probeEndpoint.ts'
import { listEndpoints, readEndpoint } from '../../reads/endpoints.ts'
import { AddEndpoint, addEndpoint } from '../../subscribers/endpoints/addEndpoint.ts'
import { ChangeEndpoint, changeEndpoint } from '../../subscribers/endpoints/changeEndpoint.ts'
import { pauseEndpoint } from '../../subscribers/endpoints/pauseEndpoint.ts'
import { reactivateEndpoint } from '../../subscribers/endpoints/reactivateEndpoint.ts'
import { removeEndpoint } from '../../subscribers/endpoints/removeEndpoint.ts'
import { resumeEndpoint } from '../../subscribers/endpoints/resumeEndpoint.ts'
import { rotateSecret } from '../../subscribers/endpoints/rotateSecret.ts'
import { respond } from '../respond.ts'
import { listing, ok, type Route } from './route.ts'

/** What writes tells others too, so the verbs ask for "post" beside: a key needs both scopes for that. */
export const endpointRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/endpoints',
    does: 'Webhooks and chats, newest first, and how they fare; an address is never shown, only its host',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx }) => ok(c, await listEndpoints(ctx, listing(c))),
  },
  {
    method: 'post',
    path: '/endpoints',
    does: 'Add a webhook or chat whose owner agreed; the answer is the only place where its secret stands.',
    scope: 'administer',
    body: AddEndpoint,
    answers: 201,
    async handle({ c, ctx, input, key }) {
      const { id, secret } = await addEndpoint(ctx, input as never, key)
      return respond.created(c, `/api/v1/endpoints/${id}`, { ...(await readEndpoint(ctx, id)), secret: secret ?? null })
    },
  },
  {
    method: 'get',
    path: '/endpoints/{id}',
    does: 'One webhook or chat',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx, at }) => ok(c, await readEndpoint(ctx, at('id'))),
  },
  {
    method: 'patch',
    path: '/endpoints/{id}',
    does: 'Move a webhook or chat, or change its owner, what it follows, how much of it, or in which language.',
    scope: 'administer',
    body: ChangeEndpoint.omit({ id: true }),
    answers: 200,
    handle: async ({ c, ctx, at, input }) =>
      ok(c, await readEndpoint(ctx, await changeEndpoint(ctx, { ...input, id: at('id') }))),
  },
  {
    method: 'post',
    path: '/endpoints/{id}/secret',
    does: 'Make a new secret for a webhook, shown only here; the old one signs along for a day.',
    scope: 'administer',
    answers: 201,
    async handle({ c, ctx, at, key }) {
      const { id, secret } = await rotateSecret(ctx, { id: at('id') }, key)
      return respond.created(c, `/api/v1/endpoints/${id}`, { id, secret: secret ?? null })
    },
  },
  {
    method: 'post',
    path: '/endpoints/{id}/probes',
    does: 'Send a test message now, and say what came of it; it counts for nothing. A repeated request has no result.',
    scope: 'administer',
    answers: 200,
    async handle({ c, ctx, at, key }) {
      const { id, result } = await probeEndpoint(ctx, { id: at('id') }, key)
      return ok(c, { id, result: result ? { ...result, status: result.status ?? null } : null })
    },
  },
  {
    method: 'post',
    path: '/endpoints/{id}/pause',
    does: 'Tell it nothing until it is resumed; what is said meanwhile is not sent later.',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx, at, key }) =>
      ok(c, await readEndpoint(ctx, await pauseEndpoint(ctx, { id: at('id') }, key))),
  },
  {
    method: 'post',
    path: '/endpoints/{id}/resumption',
    does: 'End a pause: it is told what is said from now on.',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx, at, key }) =>
      ok(c, await readEndpoint(ctx, await resumeEndpoint(ctx, { id: at('id') }, key))),
  },
  {
    method: 'post',
    path: '/endpoints/{id}/reactivation',
    does: 'Switch on again what was switched off because it failed.',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx, at, key }) =>
      ok(c, await readEndpoint(ctx, await reactivateEndpoint(ctx, { id: at('id') }, key))),
  },
  {
    method: 'delete',
    path: '/endpoints/{id}',
    does: 'Delete a webhook or chat with its address and its secret.',
    scope: 'administer',
    answers: 204,
    async handle({ c, ctx, at }) {
      await removeEndpoint(ctx, { id: at('id') })
      return respond.nothing(c)
    },
  },
]
