import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { conflict, Problem } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey, type Record } from '../events/commit.ts'
import { eraseSubscribers } from './erase.ts'
import { type Subscriber, subscriberOfToken, token } from './ofToken.ts'
import { reachable } from './reactivate.ts'

/** How long the new address has time to say yes (milliseconds). */
export const addressPatience = 7 * 86_400_000

export const ConfirmAddressChange = z.object({ token })

/**
 * The owner of the new address says yes: it takes the place of the old one, every link that was mailed to the old one dies,
 * and a pause or a choice stays as it is.
 * @returns the subscriber's number
 * @throws missing for a token that is not ours, was used, or is older than 7 days; conflict when the new address follows us
 * by itself, or the subscription has ended
 */
export async function confirmAddressChange(
  ctx: Context,
  input: z.input<typeof ConfirmAddressChange>,
  key?: IdempotencyKey,
): Promise<string> {
  const { token } = valid(ConfirmAddressChange, input)
  return commit(ctx, { key }, async (tx, record) => {
    const mine = await moverOfToken(ctx, token, tx)
    const asks = await takePlace(tx, record, mine.newAddressKey)
    const moved = {
      address: mine.newAddress,
      addressKey: mine.newAddressKey,
      newAddress: null,
      newAddressKey: null,
      newAddressAskedAt: null,
      epoch: mine.epoch + 1,
      asks,
      ...(mine.state === 'suppressed' ? reachable : { failures: 0 }),
    }
    await tx.update(subscribers).set(moved).where(eq(subscribers.id, mine.id))
    await record({ kind: 'subscriber.addressChanged', subject: String(mine.id), audience: 'internal' })
    return String(mine.id)
  })
}

export type Mover = Subscriber & { newAddress: string; newAddressKey: string }

/**
 * Who wants to move to the address that this token was mailed to.
 * @throws missing, or conflict when they have left meanwhile
 */
export async function moverOfToken(ctx: Context, token: string, reader: Pick<Tx, 'select'>): Promise<Mover> {
  const row = await subscriberOfToken(ctx, token, 'address', reader)
  const { newAddress, newAddressKey, newAddressAskedAt } = row
  const late = +ctx.now() - Number(newAddressAskedAt) > addressPatience
  if (newAddress === null || newAddressKey === null || late)
    throw new Problem('missing', 'link-not-valid', 'This link is not valid, or not any more.')
  if (row.state === 'unsubscribed') throw conflict('subscription-ended', 'This subscription has ended meanwhile.')
  return { ...row, newAddress, newAddressKey }
}

/** @returns whether an address follows us by itself: then nobody takes its place */
export async function isTaken(reader: Pick<Tx, 'select'>, addressKey: string): Promise<boolean> {
  const [row] = await reader.select().from(subscribers).where(standsAt(addressKey))
  return row?.state === 'active' || row?.state === 'paused'
}

/**
 * Whoever asked, left or bounced under this address earlier makes room: its owner has just said what they want.
 * @returns the times of recent mails to it
 */
async function takePlace(tx: Tx, record: Record, addressKey: string): Promise<number[]> {
  if (await isTaken(tx, addressKey))
    throw conflict('already-subscribed', 'This address follows us by itself already. Nothing was changed.')
  const [earlier] = await tx.select().from(subscribers).where(standsAt(addressKey))
  const [gone] = await eraseSubscribers(tx, earlier ? [earlier.id] : [])
  if (!gone) return []
  await record({ kind: 'subscriber.forgotten', subject: String(gone.id), audience: 'internal' })
  return gone.asks
}

const standsAt = (addressKey: string) => and(eq(subscribers.channel, 'email'), eq(subscribers.addressKey, addressKey))
