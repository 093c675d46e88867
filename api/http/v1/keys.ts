import { CreateKey, createKey } from '../../people/createKey.ts'
import { listKeys } from '../../people/listKeys.ts'
import { revokeKey } from '../../people/revokeKey.ts'
import { respond } from '../respond.ts'
import { ok, type Route } from './route.ts'

export const keyRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/keys',
    does: 'API keys by name and prefix; what opens is shown only once, when a key is created',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx }) => ok(c, { items: await listKeys(ctx), next: null }),
  },
  {
    method: 'post',
    path: '/keys',
    does: 'Create an API key; the answer is the only place where it stands',
    scope: 'administer',
    body: CreateKey,
    answers: 201,
    async handle({ c, ctx, input, key }) {
      const made = await createKey(ctx, input as never, key)
      return respond.created(c, '/api/v1/keys', { id: made.id, key: made.key ?? null })
    },
  },
  {
    method: 'delete',
    path: '/keys/{id}',
    does: 'Revoke an API key, at once',
    scope: 'administer',
    answers: 204,
    async handle({ c, ctx, at }) {
      await revokeKey(ctx, { id: at('id') })
      return respond.nothing(c)
    },
  },
]
