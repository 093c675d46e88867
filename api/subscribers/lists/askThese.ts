import { sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/open.ts'
import type { Context } from '../../context/context.ts'
import type { Record } from '../../events/commit.ts'
import { mailboxOf } from '../address.ts'
import { allowsOneMore, remembered } from '../limits.ts'

/** Somebody who has not confirmed, by number and by the key of the address that is asked. */
export type Unconfirmed = { id: number; key: string }

/**
 * Asks people of a list to confirm, as far as the limits of their mailboxes allow.
 * @param bulk nobody sits and waits for these mails, so all others go first
 * @returns how many were asked
 */
export async function askThese(
  tx: Tx,
  ctx: Context,
  record: Record,
  people: readonly Unconfirmed[],
  bulk = true,
): Promise<number> {
  const now = ctx.now()
  const allowed = await allowedOf(tx, people, now)
  if (allowed.length === 0) return 0
  const ids = JSON.stringify(allowed.map(({ id }) => id))
  await tx.run(sql`
    update subscribers set asked_at = ${now.getTime()}, asks = (
      select json_insert(json_group_array(value), '$[#]', ${now.getTime()})
      from json_each(subscribers.asks) where value > ${now.getTime() - remembered})
    where id in (select value from json_each(${ids}))`)
  for (const { id } of allowed)
    await record({
      kind: 'subscriber.asked',
      subject: String(id),
      after: { bulk },
      audience: 'internal',
      tell: 'subscriber',
    })
  return allowed.length
}

/** Those whose mailbox may be written to now; of several at one mailbox, the first. */
export async function allowedOf(
  reader: Pick<Reader, 'all'>,
  people: readonly Unconfirmed[],
  now: Date,
): Promise<Unconfirmed[]> {
  const boxes = new Map<string, Unconfirmed>()
  for (const one of people) if (!boxes.has(mailboxOf(one.key))) boxes.set(mailboxOf(one.key), one)
  const asks = await asksOf(reader, [...boxes.keys()])
  return [...boxes].filter(([box]) => allowsOneMore(asks.get(box) ?? [], now)).map(([, one]) => one)
}

/** When each of these mailboxes was asked lately, under any of its names, about itself or about an endpoint. */
async function asksOf(reader: Pick<Reader, 'all'>, boxes: string[]): Promise<Map<string, number[]>> {
  const rows = await reader.all<{ mailbox: string; asks: string }>(sql`
    select mailbox, asks from json_each(${JSON.stringify(boxes)}) as box
    cross join subscribers on mailbox = box.value and asks <> '[]'`)
  const found = new Map<string, number[]>()
  for (const { mailbox, asks } of rows)
    found.set(mailbox, [...(found.get(mailbox) ?? []), ...(JSON.parse(asks) as number[])])
  return found
}
