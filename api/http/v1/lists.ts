import { listImports, readImport } from '../../reads/imports.ts'
import { readSubscriber } from '../../reads/subscriberRows.ts'
import { askAgain } from '../../subscribers/lists/askAgain.ts'
import { askAllAgain } from '../../subscribers/lists/askAllAgain.ts'
import { exportedColumns, exportSubscribers } from '../../subscribers/lists/exportSubscribers.ts'
import { listText } from '../../subscribers/lists/listText.ts'
import { ReleaseSubscribers, releaseSubscribers } from '../../subscribers/lists/releaseSubscribers.ts'
import { StartImport, startImport } from '../../subscribers/lists/startImport.ts'
import { stopImport } from '../../subscribers/lists/stopImport.ts'
import { listLimit } from '../body.ts'
import { respond } from '../respond.ts'
import { listing, ok, type Route } from './route.ts'

export const listRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/subscriber-imports',
    does: 'Bring in a list of mail addresses as CSV; worked off in the background. A dry run only reports',
    scope: 'administer',
    body: StartImport,
    file: { type: 'text/csv', field: 'csv', most: listLimit, textOf: listText },
    answers: 201,
    async handle({ c, ctx, input, key }) {
      const id = await startImport(ctx, input as never, key)
      return respond.created(c, `/api/v1/subscriber-imports/${id}`, await readImport(ctx, id))
    },
  },
  {
    method: 'get',
    path: '/subscriber-imports',
    does: 'Imports, newest first',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx }) => ok(c, await listImports(ctx, listing(c))),
  },
  {
    method: 'get',
    path: '/subscriber-imports/{id}',
    does: 'How far an import is, and its report; the first hundred lines that were refused, by number',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx, at }) => ok(c, await readImport(ctx, at('id'))),
  },
  {
    method: 'post',
    path: '/subscriber-imports/{id}/cancellation',
    does: 'End an import before its time; who came with it already stays',
    scope: 'administer',
    answers: 201,
    async handle({ c, ctx, at, key }) {
      const id = await stopImport(ctx, { id: at('id') }, key)
      return respond.created(c, `/api/v1/subscriber-imports/${id}`, await readImport(ctx, id))
    },
  },
  {
    method: 'post',
    path: '/subscriber-exports',
    does: 'All subscribers as a CSV file that an import reads back, sent as it is read; the log says who took it',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx }) =>
      respond.csv(c, 'subscribers.csv', exportedColumns, await exportSubscribers(ctx), { forPeople: false }),
  },
  {
    method: 'post',
    path: '/subscribers/{id}/confirmation',
    does: 'Ask somebody to confirm again; at most one such mail goes to a mailbox in 24 hours, and three in a week',
    scope: 'administer',
    answers: 201,
    async handle({ c, ctx, at, key }) {
      const id = await askAgain(ctx, { id: at('id') }, key)
      return respond.created(c, `/api/v1/subscribers/${id}`, await readSubscriber(ctx, id))
    },
  },
  {
    method: 'post',
    path: '/subscriber-confirmations',
    does: 'Ask all who have not confirmed again, as far as these limits allow; answers how many',
    scope: 'administer',
    answers: 201,
    handle: async ({ c, ctx }) => respond.created(c, '/api/v1/subscribers?state=pending', await askAllAgain(ctx)),
  },
  {
    method: 'post',
    path: '/subscriber-releases',
    does: 'Write again to those who could not be reached: to these ids, or to all; answers how many',
    scope: 'administer',
    body: ReleaseSubscribers,
    answers: 201,
    async handle({ c, ctx, input }) {
      const released = await releaseSubscribers(ctx, input as never)
      return respond.created(c, '/api/v1/subscribers?state=active', { released })
    },
  },
]
