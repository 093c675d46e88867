import type { ChannelKind, DeliveryState } from '../../db/vocabulary.ts'

/** What became of one attempt. `answer` is what the receiver said, in short and without addresses. */
export type Outcome = {
  kind:
    | 'sent'
    /** Not this time: tried again with growing pauses. */
    | 'later'
    /** The server failed, not the message: counts against the server. */
    | 'down'
    /** Not tried, because its receiver rests: counts as no attempt. */
    | 'held'
    /** Refused for good. */
    | 'refused'
    /** Nobody is at this address: it is written to no more. */
    | 'gone'
    /** Nobody is to be told any more. */
    | 'skipped'
  answer: string
  /** The receiver asked us not to come back earlier than in so many milliseconds. */
  after?: number
  /** The server failed while it was given this very one. */
  midway?: boolean
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

/** A recorded attempt, and the state in which it left its delivery. */
export type Recorded = { delivery: Leased; outcome: Outcome; state: DeliveryState }

/** When what did not go out is tried again. */
export type Schedule = {
  /**
   * How long to wait before the next attempt (milliseconds); undefined to give up.
   * @param attempts made so far, 1 or more
   * @param random 0 to 1, so that a thousand do not come back at once
   */
  pauseAfter(attempts: number, failure: 'later' | 'down', random: number): number | undefined
  /** How long after the news what was put off is still tried (milliseconds). */
  patience: number
}

/** One way to tell people. One file per channel, all alike. */
export type Channel = {
  kind: ChannelKind
  /** How many attempts may be under way at once. */
  connections: number
  /** How many it takes at once, those included that wait for a connection; as many as connections when it does not say. */
  takes?: number | undefined
  schedule: Schedule
  /** Reads in one go what a handful of deliveries needs; `send` may still look again. */
  prepare?(deliveries: readonly Leased[]): Promise<void>
  send(delivery: Leased): Promise<Outcome>
  /** Hears what was recorded: the place to suppress, to count failures, to warn an owner. */
  recorded?(results: readonly Recorded[]): Promise<void>
  /** @param force gives up what is still under way */
  close(force: boolean): Promise<void>
}
