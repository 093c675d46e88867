import type { ChannelKind } from '../../db/vocabulary.ts'
import { type Context, requireViewer } from '../context/context.ts'
import { countsOf, type FanOut, fanOutsOf, type Told, toldOf, unopened } from './manageCounts.ts'
import { type MessageLine, wordOf } from './manageDeliveries.ts'
import { paceWords } from './managePace.ts'
import { lineOf, type RecipientLine } from './manageRecipient.ts'
import { lapse } from './manageTimes.ts'
import { type MessageRow, messageOf, messageRows } from './messages.ts'
import { readPage } from './pageView.ts'
import { type Outcome, walkRecipients } from './recipients.ts'
import { countResendable } from './resendable.ts'
import type { Moment, Times } from './times.ts'
import { channelWord } from './words.ts'

export type MessageDesk = MessageLine & {
  version: number
  asOf: string
  back: string | undefined
  /** Every message about the same, newest first. */
  siblings: { href: string; at: Moment; word: string; current: boolean }[]
  channels: { word: string; told: Told; pace: string }[]
  /** "11 s" after the post; the last only when nobody waits any more. */
  firstAfter: string | undefined
  lastAfter: string | undefined
  /** Since then only the counts are known. */
  folded: Moment | undefined
  /** How many of those who were not reached can be told once more. */
  resendable: number
  /** Posts about the same that came after: whoever is told again hears this one late. */
  newer: number
  asked: { outcome: Outcome; channel: ChannelKind | undefined; words: string }
  choices: { value: Outcome; label: string; n: number | undefined }[]
  kinds: { value: ChannelKind; label: string }[]
  lines: RecipientLine[]
  next: string | undefined
}

type Asked = {
  version: number
  outcome?: Outcome | undefined
  channel?: ChannelKind | undefined
  words?: string
  after?: string | undefined
}

const perPage = 50

/**
 * One message: its counts by channel, and its recipients with one outcome.
 * @param asked.version the public version of the post
 * @throws missing when nothing was told then; invalid for a cursor that is not ours
 */
export async function readMessage(ctx: Context, asked: Asked): Promise<MessageDesk> {
  requireViewer(ctx)
  const { times, now } = await readPage(ctx)
  const message = await messageOf(ctx, asked.version)
  const eventId = message.id
  const fans = await fanOutsOf(ctx, [eventId])
  const told = (await toldOf(ctx, [eventId])).get(eventId) ?? unopened()
  const outcome = asked.outcome ?? (told.lost > 0 ? 'lost' : told.waiting > 0 ? 'waiting' : 'sent')
  const { channel, words = '', after } = asked
  const { rows, next } = await walkRecipients(ctx, { eventId, outcome, channel, words, after, most: perPage })
  const related = message.incidentId ? await messageRows(ctx, { incidentId: message.incidentId, limit: 20 }) : []
  return {
    ...headOf(message, times),
    ...{ told, version: asked.version, asOf: times.at(now).text },
    siblings: related.map((one) => ({ ...headOf(one, times), current: one.id === eventId })),
    channels: fans.map((fan) => channelLine(fan, now)),
    ...spansOf(message, fans, told),
    folded: foldedAt(fans, times),
    resendable: told.lost > 0 ? await countResendable(ctx, eventId) : 0,
    newer: related.filter(({ id }) => id > eventId).length,
    asked: { outcome, channel, words },
    choices: choicesOf(told, outcome),
    kinds: fans.map((fan) => ({ value: fan.channel, label: channelWord(fan.channel) })),
    lines: rows.map((row) => lineOf(row, times, now)),
    next: next ?? undefined,
  }
}

function headOf({ version, at, kind, name, area, incidentId }: MessageRow, times: Times) {
  const back = area ? `/manage/${area === 'maintenance' ? 'maintenance' : 'incidents'}/${incidentId}` : undefined
  return { href: `/manage/deliveries/${version}`, at: times.on(at), word: wordOf(kind), name, back }
}

function channelLine(fan: FanOut, now: Date) {
  const told = countsOf(fan, now)
  const ended = fan.lastSettledAt && fan.firstSettledAt && +fan.lastSettledAt - +fan.firstSettledAt
  const done = ended === null ? '' : `done in ${lapse(ended)}`
  return { word: channelWord(fan.channel), told, pace: told.pace ? paceWords(told.pace) : done }
}

/** How long after the post the first was told, and the last. */
function spansOf({ at, notBefore }: MessageRow, fans: FanOut[], told: Told) {
  const since = +(notBefore ?? at)
  const firsts = fans.flatMap(({ firstSettledAt }) => (firstSettledAt ? +firstSettledAt : []))
  const lasts = fans.flatMap(({ lastSettledAt }) => (lastSettledAt ? +lastSettledAt : []))
  const over = told.waiting === 0 && !told.expanding
  return {
    firstAfter: firsts.length > 0 ? lapse(Math.min(...firsts) - since) : undefined,
    lastAfter: over && lasts.length > 0 ? lapse(Math.max(...lasts) - since) : undefined,
  }
}

function foldedAt(fans: FanOut[], times: Times): Moment | undefined {
  const [folded] = fans.flatMap(({ foldedAt }) => foldedAt ?? [])
  return folded && times.date(folded)
}

/** What can be looked at: the plain three always, the rest when there is any. */
function choicesOf(told: Told, chosen: Outcome): MessageDesk['choices'] {
  const kinds = [told.failed, told.bounced, told.suppressed].filter((n) => n > 0).length
  const all: (MessageDesk['choices'][number] & { shown: boolean })[] = [
    { value: 'all', label: 'All', n: told.all + told.skipped, shown: true },
    { value: 'sent', label: 'Sent', n: told.sent, shown: true },
    { value: 'waiting', label: 'Waiting', n: told.waiting, shown: true },
    { value: 'retrying', label: 'Put off', n: undefined, shown: told.retried > 0 && told.waiting > 0 },
    { value: 'lost', label: 'Not reached', n: told.lost, shown: true },
    { value: 'failed', label: 'Failed', n: told.failed, shown: kinds > 1 && told.failed > 0 },
    { value: 'bounced', label: 'Bounced', n: told.bounced, shown: kinds > 1 && told.bounced > 0 },
    { value: 'suppressed', label: 'Suppressed', n: told.suppressed, shown: kinds > 1 && told.suppressed > 0 },
    { value: 'skipped', label: 'Skipped', n: told.skipped, shown: told.skipped > 0 },
  ]
  return all.filter(({ value, shown }) => shown || value === chosen).map(({ value, label, n }) => ({ value, label, n }))
}
