import type { DeliveryState } from '../../db/vocabulary.ts'
import { spanUntil } from './manageTimes.ts'
import { type RecipientRow, recipientName } from './recipients.ts'
import type { Moment, Times } from './times.ts'
import { channelWord } from './words.ts'

/** One delivery as the panel shows it. */
export type RecipientLine = {
  id: number
  /** The subscriber's page; undefined for somebody who was deleted since. */
  href: string | undefined
  recipient: string
  channel: string
  word: string
  answer: string
  attempts: number
  /** When it was settled. */
  at: Moment | undefined
  next: string
}

export function lineOf(row: RecipientRow, times: Times, now: Date): RecipientLine {
  const name = recipientName(row)
  return {
    id: row.id,
    href:
      name !== undefined && row.recipientKind === 'subscriber' ? `/manage/subscribers/${row.recipientId}` : undefined,
    recipient: name ?? 'somebody who was deleted since',
    channel: channelWord(row.channel),
    ...attemptsOf(row, times, now),
  }
}

type Attempts = Pick<RecipientRow, 'state' | 'attempts' | 'answer' | 'settledAt' | 'nextTryAt'>

/** How often it was tried, how it ended, and what comes next. */
export function attemptsOf({ state, attempts, answer, settledAt, nextTryAt }: Attempts, times: Times, now: Date) {
  return {
    word: stateWord(state),
    answer: answer ?? '',
    attempts,
    at: settledAt === null ? undefined : times.on(new Date(settledAt)),
    next: nextTryAt !== null && state === 'retrying' ? spanUntil(new Date(nextTryAt), times, now).words : '',
  }
}

const stateWords: Record<DeliveryState, string> = {
  waiting: 'Waiting',
  leased: 'Being sent',
  retrying: 'Put off, will be tried again',
  sent: 'Sent',
  bounced: 'Bounced',
  failed: 'Failed',
  suppressed: 'Suppressed',
  skipped: 'Skipped',
}
export const stateWord = (state: DeliveryState): string => stateWords[state]
