import { forgetPerson } from '../../people/forgetPerson.ts'
import { listPeople } from '../../people/listPeople.ts'
import { respond } from '../respond.ts'
import { ok, type Route } from './route.ts'

export const peopleRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/people',
    does: 'Everybody who may sign in',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx }) => ok(c, { items: await listPeople(ctx), next: null }),
  },
  {
    method: 'delete',
    path: '/people/{id}',
    does: 'Forget somebody who signs in: name, address, sessions and drafts; their keys are revoked, their posts stay',
    scope: 'administer',
    answers: 204,
    async handle({ c, ctx, at }) {
      await forgetPerson(ctx, { id: at('id') })
      return respond.nothing(c)
    },
  },
]
