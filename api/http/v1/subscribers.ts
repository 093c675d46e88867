import { channels, subscriberStates } from '../../../db/vocabulary.ts'
import { listSubscribers, readDeliveriesTo, readNotifications, readSubscriber } from '../../reads/subscriberRows.ts'
import { AddSubscriber, addSubscriber } from '../../subscribers/addSubscriber.ts'
import { removeSubscriber } from '../../subscribers/removeSubscriber.ts'
import { respond } from '../respond.ts'
import { listing, ok, oneOf, type Route } from './route.ts'

export const subscriberRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/subscribers',
    does: 'Subscribers, newest first; ?state=, ?channel=, ?component= and ?address= (a part of it) narrow them down',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx }) =>
      ok(
        c,
        await listSubscribers(ctx, {
          ...listing(c),
          state: oneOf(c, 'state', subscriberStates),
          channel: oneOf(c, 'channel', channels),
          component: c.req.query('component'),
          words: c.req.query('address'),
        }),
      ),
  },
  {
    method: 'post',
    path: '/subscribers',
    does: 'Add somebody who agreed elsewhere, without a confirmation mail',
    scope: 'administer',
    body: AddSubscriber,
    answers: 201,
    async handle({ c, ctx, input, key }) {
      const id = await addSubscriber(ctx, input as never, key)
      return respond.created(c, `/api/v1/subscribers/${id}`, await readSubscriber(ctx, id))
    },
  },
  {
    method: 'get',
    path: '/subscribers/{id}',
    does: 'One subscriber',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx, at }) => ok(c, await readSubscriber(ctx, at('id'))),
  },
  {
    method: 'delete',
    path: '/subscribers/{id}',
    does: 'Delete a subscriber and the address with them',
    scope: 'administer',
    answers: 204,
    async handle({ c, ctx, at }) {
      await removeSubscriber(ctx, { id: at('id') })
      return respond.nothing(c)
    },
  },
  {
    method: 'get',
    path: '/subscribers/{id}/deliveries',
    does: 'Deliveries to one subscriber, newest first, and how they ended',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx, at }) => ok(c, await readDeliveriesTo(ctx, at('id'), listing(c))),
  },
  {
    method: 'get',
    path: '/incidents/{id}/notifications',
    does: 'Delivered, waiting and failed mails, post by post',
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx, at }) => ok(c, { items: await readNotifications(ctx, at('id')), next: null }),
  },
]
