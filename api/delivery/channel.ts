import type { ChannelKind } from '../../db/vocabulary.ts'

/** What became of one attempt. `answer` is what the receiver said, in short and without addresses. */
export type Outcome = {
  kind:
    | 'sent'
    /** Not this time: tried again with growing pauses. */
    | 'later'
    /** The server failed, not the message: counts against the server. */
    | 'down'
    /** Refused for good. */
    | 'refused'
    /** Nobody is at this address: it is written to no more. */
    | 'gone'
    /** Nobody is to be told any more. */
    | 'skipped'
  answer: string
}

/** A delivery that we hold for a while: nobody else sends it meanwhile. */
export type Leased = {
  id: number
  eventId: number
  recipientId: number
  rank: number
  attempts: number
  /** Raised with each lease; a result with an older one is not believed. */
  fence: number
  leaseUntil: number
}

/** One way to tell people. One file per channel, all alike. */
export type Channel = {
  kind: ChannelKind
  /** How many attempts may be under way at once. */
  connections: number
  send(delivery: Leased): Promise<Outcome>
  /** @param force gives up what is still under way */
  close(force: boolean): Promise<void>
}

/** Which channels are offered. The others are words so far: their rows need no migration when they come. */
export const offered = {
  email: true,
  webhook: false,
  slack: false,
  teams: false,
  discord: false,
  google_chat: false,
} as const satisfies Record<ChannelKind, boolean>

export const offeredChannels = (Object.keys(offered) as ChannelKind[]).filter((kind) => offered[kind])
