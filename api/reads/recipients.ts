import { setImmediate as turn } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import { type ChannelKind, channels, type DeliveryState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { invalid } from '../context/problems.ts'
import { inTrouble, type Trouble } from './trouble.ts'

/** What may be asked for: `lost` is everything that did not reach anybody. */
export const outcomes = [
  'all',
  'sent',
  'waiting',
  'retrying',
  'lost',
  'failed',
  'bounced',
  'suppressed',
  'skipped',
] as const
export type Outcome = (typeof outcomes)[number]

const troubles: Record<Exclude<Outcome, 'all' | 'sent' | 'waiting'>, Trouble[]> = {
  retrying: ['retrying'],
  lost: ['failed', 'suppressed', 'bounced'],
  failed: ['failed'],
  bounced: ['bounced'],
  suppressed: ['suppressed'],
  skipped: ['skipped'],
}

/** One delivery with whom it is for. An endpoint has a host instead of an address, and who was deleted since has neither. */
export type RecipientRow = {
  id: number
  channel: ChannelKind
  recipientKind: 'subscriber' | 'person'
  recipientId: number
  address: string | null
  host: string | null
  ownerAddress: string | null
  state: DeliveryState
  attempts: number
  answer: string | null
  nextTryAt: number | null
  settledAt: number | null
}

export type Asked = {
  eventId: number
  outcome: Outcome
  channel?: ChannelKind | undefined
  /** Part of an address, of an endpoint's host or of its owner's address. */
  words?: string | undefined
  /** Where an earlier page ended. */
  after?: string | undefined
  most: number
}

/** So many rows of the ledger are looked at in one call, so that no call holds the thread for long. */
const stretch = 1000

/**
 * The recipients of one message with an outcome, page by page. Every page is found by key: what went wrong by the index that
 * holds little else, the rest along the ledger's own order, in stretches.
 * @throws invalid for a cursor that is not ours
 */
export async function walkRecipients(
  ctx: Context,
  asked: Asked,
): Promise<{ rows: RecipientRow[]; next: string | null }> {
  const ways = waysOf(asked)
  const start = startOf(ways, asked.after)
  const found: { row: RecipientRow; at: string }[] = []
  for (const [number, way] of ways.entries()) {
    if (number < start.way) continue
    let at: number | undefined = number === start.way ? start.at : undefined
    do {
      const end: number | undefined = await endOf(ctx, way, at)
      const rows = await rowsIn(ctx, way, { from: at, to: end }, asked, asked.most + 1 - found.length)
      for (const row of rows) found.push({ row, at: `${number}.${way.keyOf(row)}` })
      if (found.length > asked.most)
        return { rows: found.slice(0, -1).map(({ row }) => row), next: found.at(-2)?.at ?? null }
      at = end
      if (end !== undefined) await turn()
    } while (at !== undefined)
  }
  return { rows: found.map(({ row }) => row), next: null }
}

/** A way along one index: the rows that it passes, the number it is ordered by, and which of them are wanted. */
type Way = { passes: SQL; key: SQL; down: boolean; wanted: SQL; keyOf(row: RecipientRow): number }

function waysOf({ eventId, outcome, channel }: Asked): Way[] {
  if (outcome !== 'all' && outcome !== 'sent' && outcome !== 'waiting')
    return troubles[outcome].map((state) => ({
      passes: sql`d.event_id = ${eventId} and ${inTrouble[state]}`,
      key: sql`d.id`,
      down: false,
      wanted: channel ? sql`d.channel = ${channel}` : sql`true`,
      keyOf: (row) => row.id,
    }))
  const wanted = { all: sql`true`, sent: sql`d.state = 'sent'`, waiting: onItsWay }[outcome]
  const kinds = ['subscriber', 'person'] as const
  return (channel ? [channel] : channels).flatMap((one) =>
    kinds.map((kind) => ({
      passes: sql`d.event_id = ${eventId} and d.channel = ${one} and d.recipient_kind = ${kind}`,
      key: sql`d.recipient_id`,
      // The newest are sent first: so what was sent lies together at one end, and what waits at the other.
      down: outcome === 'sent',
      wanted,
      keyOf: (row) => row.recipientId,
    })),
  )
}

const onItsWay = sql`d.state in ('waiting', 'retrying', 'leased')`

const order = ({ key, down }: Way) => (down ? sql`${key} desc` : key)
const behind = ({ key, down }: Way, at: number | undefined) =>
  down ? sql`${key} < ${at ?? Number.MAX_SAFE_INTEGER}` : sql`${key} > ${at ?? 0}`
const upTo = ({ key, down }: Way, at: number) => (down ? sql`${key} >= ${at}` : sql`${key} <= ${at}`)

async function endOf(ctx: Context, way: Way, at: number | undefined): Promise<number | undefined> {
  const [end] = await ctx.db.read.all<{ key: number }>(sql`
    select ${way.key} as key from deliveries d where ${way.passes} and ${behind(way, at)}
    order by ${order(way)} limit 1 offset ${stretch - 1}`)
  return end?.key
}

function rowsIn(
  ctx: Context,
  way: Way,
  { from, to }: { from: number | undefined; to: number | undefined },
  { words = '' }: Asked,
  most: number,
): Promise<RecipientRow[]> {
  const within = to === undefined ? behind(way, from) : sql`${behind(way, from)} and ${upTo(way, to)}`
  return ctx.db.read.all<RecipientRow>(sql`
    select d.id, d.channel, d.recipient_kind as recipientKind, d.recipient_id as recipientId,
    case when s.channel = 'email' then s.address else nullif(p.email, '') end as address, s.host, s.owner_address as ownerAddress,
    d.state, d.attempts, d.outcome as answer, d.next_try_at as nextTryAt, d.settled_at as settledAt
    from deliveries d
    left join subscribers s on d.recipient_kind = 'subscriber' and s.id = d.recipient_id
    left join people p on d.recipient_kind = 'person' and p.number = d.recipient_id
    where ${way.passes} and ${within} and ${way.wanted} and ${isNamed(words)}
    order by ${order(way)} limit ${most}`)
}

function isNamed(words: string): SQL {
  const part = words.trim().toLowerCase().slice(0, 100)
  if (part === '') return sql`true`
  const like = `%${part.replace(/[\\%_]/g, '\\$&')}%`
  // Secret addresses are sealed, so only what may be seen of them is searched.
  const seen = sql`case when s.channel = 'email' then s.address_key when s.id is null then p.email_key
    else lower(s.host || ' ' || coalesce(s.owner_address, '')) end`
  return sql`${seen} like ${like} escape '\\'`
}

/** What a recipient is called: an address, or an endpoint's host and who answers for it; undefined when they were deleted. */
export function recipientName({ address, host, ownerAddress }: RecipientRow): string | undefined {
  if (address !== null || host === null) return address ?? undefined
  return ownerAddress ? `${host} (${ownerAddress})` : host
}

function startOf(ways: Way[], after: string | undefined): { way: number; at: number | undefined } {
  if (after === undefined) return { way: 0, at: undefined }
  const [, way = '', at = ''] = /^(\d{1,2})\.(\d{1,15})$/.exec(after) ?? []
  if (at === '' || Number(way) >= ways.length)
    throw invalid({ after: 'This is not a cursor of ours; begin without one.' })
  return { way: Number(way), at: Number(at) }
}
