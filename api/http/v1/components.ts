import { AddComponent, addComponent } from '../../components/addComponent.ts'
import { ChangeComponent, changeComponent } from '../../components/changeComponent.ts'
import { ConfigurePage, configurePage } from '../../components/configurePage.ts'
import { OrderComponents, orderComponents } from '../../components/orderComponents.ts'
import { retireComponent } from '../../components/retireComponent.ts'
import { SetComponentState, setComponentState } from '../../components/setComponentState.ts'
import { readComponent, readComponents, readPageSettings } from '../../reads/resources.ts'
import { respond } from '../respond.ts'
import { ok, type Route } from './route.ts'

export const componentRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/page',
    does: "The page's own settings",
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx }) => ok(c, await readPageSettings(ctx)),
  },
  {
    method: 'patch',
    path: '/page',
    does: "Change the page's name, time zone, language, description or help address",
    scope: 'administer',
    body: ConfigurePage,
    answers: 200,
    async handle({ c, ctx, input }) {
      await configurePage(ctx, input)
      return ok(c, await readPageSettings(ctx))
    },
  },
  {
    method: 'get',
    path: '/components',
    does: 'Components and groups in order, with the state that is shown',
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx }) => ok(c, { items: await readComponents(ctx), next: null }),
  },
  {
    method: 'post',
    path: '/components',
    does: 'Add a component or a group',
    scope: 'post',
    body: AddComponent,
    answers: 201,
    async handle({ c, ctx, input, key }) {
      const id = await addComponent(ctx, input as never, key)
      return respond.created(c, `/api/v1/components/${id}`, await readComponent(ctx, id))
    },
  },
  {
    method: 'get',
    path: '/components/{id}',
    does: 'One component',
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx, at }) => ok(c, await readComponent(ctx, at('id'))),
  },
  {
    method: 'patch',
    path: '/components/{id}',
    does: 'Rename, describe or move a component',
    scope: 'post',
    body: ChangeComponent.omit({ id: true }),
    answers: 200,
    async handle({ c, ctx, at, input }) {
      return ok(c, await readComponent(ctx, await changeComponent(ctx, { ...input, id: at('id') })))
    },
  },
  {
    method: 'delete',
    path: '/components/{id}',
    does: 'Retire a component; its history stays',
    scope: 'post',
    answers: 204,
    async handle({ c, ctx, at }) {
      await retireComponent(ctx, { id: at('id') })
      return respond.nothing(c)
    },
  },
  {
    method: 'put',
    path: '/components/{id}/state',
    does: 'Set the state by hand; "operational" takes only the hand\'s own claim back. Tells nobody unless `notify` says so',
    scope: 'post',
    body: SetComponentState.omit({ id: true }),
    answers: 200,
    async handle({ c, ctx, at, input }) {
      return ok(c, await readComponent(ctx, await setComponentState(ctx, { ...input, id: at('id') } as never)))
    },
  },
  {
    method: 'put',
    path: '/component-order',
    does: 'Put the members of a group, or the top level, in order',
    scope: 'post',
    body: OrderComponents,
    answers: 200,
    async handle({ c, ctx, input }) {
      await orderComponents(ctx, input as never)
      return ok(c, { items: await readComponents(ctx), next: null })
    },
  },
]
