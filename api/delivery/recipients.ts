import { sql } from 'drizzle-orm'
import type { ChannelKind, Language, SubscriberState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import type { Leased } from './channel.ts'

/** What is needed of a subscriber to write to them. */
export type Recipient = {
  id: number
  channel: ChannelKind
  state: SubscriberState
  address: string
  ownerAddress: string | null
  newAddress: string | null
  newAddressAskedAt: Date | null
  epoch: number
  language: Language
  follows: 'everything' | 'choice' | 'incident'
}

/** How long ago a recipient may have been looked at (milliseconds); commits of our own make us look at once. */
const freshness = 500

/** Recipients read in handfuls, each looked at once more before anything is sent to them. */
export type Recipients = {
  prepare(deliveries: readonly Leased[]): Promise<void>
  of(delivery: Leased): Promise<Recipient | undefined>
}

export function newRecipients(ctx: Context): Recipients {
  let known = new Map<number, Recipient>()
  let readAt = 0
  return {
    async prepare(deliveries) {
      const at = performance.now()
      const fresh = await read(
        ctx,
        deliveries.map(({ recipientId }) => recipientId),
      )
      // What was prepared before is younger than a handful lasts, or it is read again.
      known = at - readAt < freshness ? new Map([...known, ...fresh]) : fresh
      readAt = at
    },
    async of({ recipientId }) {
      const one = known.get(recipientId)
      if (one && performance.now() - readAt < freshness) return one
      return (await read(ctx, [recipientId])).get(recipientId)
    },
  }
}

/** Packed into one text by the database: that is several times faster than a row for each, and this is done for every mail. */
async function read(ctx: Context, ids: number[]): Promise<Map<number, Recipient>> {
  const [found] = await ctx.db.read.all<{ packed: string }>(sql`
    select json_group_array(json_object('id', id, 'channel', channel, 'state', state, 'address', address,
      'ownerAddress', owner_address, 'newAddress', new_address,
      'newAddressAskedAt', new_address_asked_at, 'epoch', epoch, 'language', language,
      'follows', case when everything then 'everything'
        when exists (select 1 from subscriber_components where subscriber_id = subscribers.id) then 'choice'
        else 'incident' end)) as packed
    from subscribers where id in (select value from json_each(${JSON.stringify(ids)}))`)
  const rows = JSON.parse(found?.packed ?? '[]') as (Recipient & { newAddressAskedAt: number | null })[]
  return new Map(rows.map((row) => [row.id, { ...row, newAddressAskedAt: timeOf(row.newAddressAskedAt) }]))
}

const timeOf = (ms: number | null) => (ms === null ? null : new Date(ms))
