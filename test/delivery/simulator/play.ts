import type { Context } from '../../../api/context/context.ts'
import type { Channel, Leased, Outcome } from '../../../api/delivery/channel.ts'
import type { Result } from '../../../api/delivery/settle.ts'
import type { Dice } from './dice.ts'
import type { Ledger, Person } from './ledger.ts'
import type { Op } from './op.ts'
import type { Parts } from './parts.ts'
import type { Stage } from './stage.ts'

/** An attempt under way. */
export type Flight = {
  delivery: Leased
  /** Whether the mail server has taken it, which its process does not know yet. */
  accepted: boolean
  /** What its process will hear, when the mail server has decided and the answer is on its way. */
  answer?: Outcome
  /** Lets the process hear it. */
  land(outcome: Outcome): Promise<void>
}

export type Lane = 'expand' | 'hand' | 'renew' | 'record'

/** One process, as its memory stands. What it is allowed mirrors the deliverer's. */
export type Worker = {
  name: string
  ctx: Context
  channel: Pick<Channel, 'prepare' | 'send'>
  /** Hands the mail under way to the mail server; resolves with its answer. */
  hands(messageId: string): Promise<Outcome>
  limits: { most: number; connections: number; unrecorded: number; chunk: number }
  hand: Leased[]
  flights: Flight[]
  /** Finished and not recorded yet; `recording` is on its way. */
  results: Result[]
  recording: Result[]
  held: Map<number, Leased>
  ops: Map<Lane, Op>
  asleep: boolean
  renewAt: number
}

/** The mail server accepted this. */
export type Accept = { eventId: number; recipientId: number; by: string; step: number }

/** A history under way. */
export type Play = {
  seed: number
  dice: Dice
  stage: Stage
  parts: Parts
  /** Whether the product's own mail channel looks at recipients and writes the mails. */
  realChannel: boolean
  now(): number
  step: number
  names: number
  workers: Worker[]
  people: Map<number, Person>
  /** When each event was posted (milliseconds), in which step, and to whom if not to everybody; by id. */
  events: Map<number, { at: number; step: number; only: number | undefined }>
  ledger: Ledger
  /** The step at which each delivery was leased, by id and fence. */
  leasedAt: Map<string, number>
  accepts: Accept[]
  /** What the mail server ever answered about a delivery, by event and recipient. */
  answers: Map<string, Set<Outcome['kind']>>
  /** Message-IDs by event and recipient, when the product's own channel writes them. */
  messageIds: Map<string, Set<string>>
  tally: Tally
  wrongs: string[]
  trace: string[]
}

/** What happened, and how much may therefore be told twice. */
export type Tally = {
  crashes: number
  /** Sleeps past a lease. */
  oversleeps: number
  lostAnswers: number
  repeats: number
  accepts: number
  lateResults: number
  /** Accepted, and unknown to the ledger when its process died or overslept: what the bound bounds. */
  endangered: number
  /** The published bound of this history. */
  bound: number
}

export const say = (play: Play, line: string) => void play.trace.push(`${play.step} ${line}`)
export const wrong = (play: Play, law: string, what: string) => {
  play.wrongs.push(`${law}: ${what}`)
  say(play, `WRONG ${law}: ${what}`)
}
export const keyOf = ({ eventId, recipientId }: { eventId: number; recipientId: number }) => `${eventId}/${recipientId}`

export function addTo<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  map.set(key, (map.get(key) ?? new Set()).add(value))
}
