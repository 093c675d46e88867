import { type ChannelKind, channels } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { type Resolve, systemResolve } from '../context/outsideUrl.ts'
import type { Channel } from './channel.ts'
import { chatChannel } from './chat.ts'
import { emailChannel, type Transport } from './email.ts'
import { fewAtOnce } from './fewAtOnce.ts'
import { webhookChannel } from './webhook.ts'

/** What channels are opened with. */
export type ChannelParts = {
  /** Where mails go; without it mail waits. */
  transport: Transport | undefined
  /** Finds the addresses of endpoints' hosts. */
  resolve?: Resolve
}

/** Every way to tell people; a kind without an entry does not compile. One that gives no channel waits. */
const openers: { [kind in ChannelKind]: (ctx: Context, parts: Required<ChannelParts>) => Channel | undefined } = {
  email: (ctx, { transport }) => transport && emailChannel(ctx, transport),
  webhook: (ctx, { resolve }) => webhookChannel(ctx, resolve),
  slack: (ctx, { resolve }) => chatChannel(ctx, 'slack', resolve),
  teams: (ctx, { resolve }) => chatChannel(ctx, 'teams', resolve),
  discord: (ctx, { resolve }) => chatChannel(ctx, 'discord', resolve),
  google_chat: (ctx, { resolve }) => chatChannel(ctx, 'google_chat', resolve),
}

export function openChannels(ctx: Context, { transport, resolve = systemResolve }: ChannelParts): Channel[] {
  const parts = { transport, resolve: fewAtOnce(resolve, 2) }
  return channels.flatMap((kind) => openers[kind](ctx, parts) ?? [])
}
