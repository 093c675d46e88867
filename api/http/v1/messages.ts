import { type ChannelKind, channels } from '../../../db/vocabulary.ts'
import { resendFailed } from '../../delivery/resendFailed.ts'
import { listMessages, readMessageView } from '../../reads/messages.ts'
import { exportRecipients, listRecipients, recipientColumns } from '../../reads/recipientRows.ts'
import { type Outcome, outcomes } from '../../reads/recipients.ts'
import type { C } from '../env.ts'
import { respond } from '../respond.ts'
import { listing, ok, oneOf, type Route } from './route.ts'

export const messageRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/messages',
    does: 'What was told to lists, newest first, with counts by channel',
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx }) => ok(c, await listMessages(ctx, listing(c))),
  },
  {
    method: 'get',
    path: '/messages/{version}',
    does: 'One message by the public version of its post: counts by channel, and an estimate while it goes out',
    scope: 'read',
    answers: 200,
    handle: async ({ c, ctx, at }) => ok(c, await readMessageView(ctx, versionOf(at('version')))),
  },
  {
    method: 'get',
    path: '/messages/{version}/recipients',
    does: 'Its recipients; ?outcome=, ?channel= and ?address= (a part of it) narrow them down',
    scope: 'administer',
    answers: 200,
    handle: async ({ c, ctx, at }) =>
      ok(c, await listRecipients(ctx, { version: versionOf(at('version')), ...narrowed(c), ...listing(c) })),
  },
  {
    method: 'get',
    path: '/messages/{version}/recipients.csv',
    does: 'The same as a CSV file of all of them, sent as it is read',
    scope: 'administer',
    answers: 200,
    async handle({ c, ctx, at }) {
      const version = versionOf(at('version'))
      const lines = await exportRecipients(ctx, { version, ...narrowed(c) })
      return respond.csv(c, `message-${version}.csv`, recipientColumns, lines, { forPeople: false })
    },
  },
  {
    method: 'post',
    path: '/messages/{version}/resend',
    does: 'Tell those who were not reached once more; answers how many',
    scope: 'post',
    answers: 201,
    async handle({ c, ctx, at, key }) {
      const version = versionOf(at('version'))
      const resent = Number(await resendFailed(ctx, { version }, key))
      return respond.created(c, `/api/v1/messages/${version}`, { resent, ...(await readMessageView(ctx, version)) })
    },
  },
]

/** A version that is none finds nothing. */
export function versionOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0
}

/** @throws invalid for an outcome or a channel that there is not */
export function narrowed(c: C): {
  outcome: Outcome | undefined
  channel: ChannelKind | undefined
  address: string | undefined
} {
  return {
    outcome: oneOf(c, 'outcome', outcomes),
    channel: oneOf(c, 'channel', channels),
    address: c.req.query('address'),
  }
}
