import type { ChannelKind } from '../../db/vocabulary.ts'
import { type Context, refOf, requireAdministrator } from '../context/context.ts'
import type { Cell } from '../context/csv.ts'
import type { Page } from './cursor.ts'
import { messageOf } from './messages.ts'
import { type Asked, type Outcome, type RecipientRow, recipientName, walkRecipients } from './recipients.ts'

type Wanted = {
  version: number
  outcome?: Outcome | undefined
  channel?: ChannelKind | undefined
  address?: string | undefined
}

/** Recipients of a message for the admin API. Addresses are for administrators. @throws forbidden, missing, invalid */
export async function listRecipients(
  ctx: Context,
  { version, outcome = 'all', channel, address, limit, after }: Wanted & { limit: number; after?: string | undefined },
): Promise<Page<object>> {
  requireAdministrator(ctx)
  const { id: eventId } = await messageOf(ctx, version)
  const asked: Asked = { eventId, outcome, channel, words: address, after, most: limit }
  const { rows, next } = await walkRecipients(ctx, asked)
  return { items: rows.map(itemOf), next }
}

function itemOf(row: RecipientRow) {
  return {
    subscriber: row.recipientKind === 'subscriber' ? String(row.recipientId) : null,
    recipient: recipientName(row) ?? null,
    channel: row.channel,
    outcome: row.state,
    attempts: row.attempts,
    answer: row.answer,
    settledAt: at(row.settledAt),
    nextTryAt: at(row.nextTryAt),
  }
}

/** The names of the columns of the file. */
export const recipientColumns = ['address', 'channel', 'outcome', 'attempts', 'settled at', 'answer'] as const

/**
 * Every recipient of a message as lines of a file, a thousand at a time. Each stands there once, also while it goes out.
 * @throws forbidden, missing, before the first line
 */
export async function exportRecipients(
  ctx: Context,
  { version, outcome = 'all', channel, address }: Wanted,
): Promise<AsyncIterable<Cell[][]>> {
  requireAdministrator(ctx)
  const { id: eventId } = await messageOf(ctx, version)
  ctx.log.info({ actor: refOf(ctx.actor), message: version }, 'recipients were exported')
  return linesOf(ctx, { eventId, outcome, channel, words: address, most: 1000 })
}

async function* linesOf(ctx: Context, asked: Asked): AsyncGenerator<Cell[][]> {
  let after: string | undefined
  do {
    const { rows, next } = await walkRecipients(ctx, { ...asked, after })
    yield rows.map((row) => [recipientName(row), row.channel, row.state, row.attempts, at(row.settledAt), row.answer])
    after = next ?? undefined
  } while (after !== undefined)
}

const at = (instant: number | null) => (instant === null ? null : new Date(instant))
