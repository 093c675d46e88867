import { sql } from 'drizzle-orm'
import type { Tx } from '../../../db/open.ts'
import type { Context } from '../../context/context.ts'
import { Problem } from '../../context/problems.ts'
import { commitIfNew } from '../../events/commitIfNew.ts'
import { suppressIn } from '../../subscribers/suppressSubscriber.ts'
import type { Meaning } from '../refusal.ts'
import { countFailures, enough } from '../undeliverable.ts'
import type { Returned } from '../verp.ts'

/**
 * A mail that was sent has come back. Its address is written to no more at once when nobody is there, otherwise after
 * three events in a row. The same bounce again, or one of a mail long forgotten, changes nothing.
 * @param reason what the refusing server said, in short and without addresses
 * @returns whether anything was new
 * @throws busy when the mail is being sent at this moment, or the database is
 */
export async function recordBounce(
  ctx: Context,
  { delivery, subscriber, own }: Returned,
  meaning: Meaning,
  reason: string,
): Promise<boolean> {
  const noted = await commitIfNew(ctx, async (tx, record) => {
    const bounced = delivery !== undefined && (await markBounced(tx, delivery, reason))
    if (bounced) {
      const after = { delivery, reason }
      await record({ kind: 'subscriber.bounced', subject: String(subscriber), audience: 'internal', after })
    }
    const blamed = own && (meaning === 'gone' || (bounced && meaning !== 'ofUs' && (await isTired(tx, subscriber))))
    const suppressed = blamed && (await suppressIn(tx, ctx, record, { id: subscriber, reason }))
    return bounced || suppressed ? String(subscriber) : undefined
  })
  return noted !== undefined
}

async function markBounced(tx: Tx, id: number, reason: string): Promise<boolean> {
  const [row] = await tx.all<{ state: string; eventId: number; channel: string }>(
    sql`select state, event_id as eventId, channel from deliveries where id = ${id}`,
  )
  if (row?.state === 'leased')
    throw new Problem(
      'busy',
      'delivery-under-way',
      'This mail is being sent at this moment. Please say it again later.',
      {
        retryAfter: 30,
      },
    )
  if (row?.state !== 'sent') return false
  await tx.run(sql`update deliveries set state = 'bounced', outcome = ${reason} where id = ${id}`)
  await tx.run(sql`
    update fan_outs set sent = sent - 1, bounced = bounced + 1
    where event_id = ${row.eventId} and channel = ${row.channel}`)
  return true
}

async function isTired(tx: Tx, subscriber: number): Promise<boolean> {
  const [counted] = await countFailures(tx, JSON.stringify([subscriber]))
  return (counted?.failures ?? 0) >= enough
}
