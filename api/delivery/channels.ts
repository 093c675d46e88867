import { type ChannelKind, channels } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import type { Channel } from './channel.ts'
import { emailChannel, type Transport } from './email.ts'

/** What channels are opened with. */
export type ChannelParts = {
  /** Where mails go; without it mail waits. */
  transport: Transport | undefined
}

const notYet = () => undefined

/** Every way to tell people; a kind without an entry does not compile. One that gives no channel waits. */
const openers: { [kind in ChannelKind]: (ctx: Context, parts: ChannelParts) => Channel | undefined } = {
  email: (ctx, { transport }) => transport && emailChannel(ctx, transport),
  webhook: notYet,
  slack: notYet,
  teams: notYet,
  discord: notYet,
  google_chat: notYet,
}

export function openChannels(ctx: Context, parts: ChannelParts): Channel[] {
  return channels.flatMap((kind) => openers[kind](ctx, parts) ?? [])
}
