import { createHmac, type KeyObject } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { deliveries, subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { sameText } from '../context/tokens.ts'

/** A mail of ours that somebody tells us about, and to whom it had gone. */
export type Returned = {
  /** Undefined when the ledger does not know any more which one it was. */
  delivery: number | undefined
  subscriber: number
  address: string
  /** Whether that is the subscriber's own address: not one that is yet to be proven, not that of an endpoint's owner. */
  own: boolean
}

/**
 * The address to which a mail comes back: BOUNCE_ADDRESS with the delivery in it, so that a bounce needs no guessing,
 * and a proof, so that nobody else can make one. Upper and lower case do not matter. MAIL_FROM when none is configured.
 * @param to the address that is written to; a mail to another address of the same subscriber has another return path
 */
export function returnPath(ctx: Context, { id }: { id: number }, to: string): string {
  const { bounceAddress, mailFrom } = ctx.config
  if (!bounceAddress) return mailFrom
  const at = bounceAddress.lastIndexOf('@')
  return `${bounceAddress.slice(0, at)}+${id.toString(36)}-${proof(ctx.keys[0], id, to)}${bounceAddress.slice(at)}`
}

/** The mail whose return path this is; undefined for everything else, also when its subscriber has moved since. */
export async function deliveryOfReturnPath(ctx: Context, address: string): Promise<Returned | undefined> {
  const match = /\+([0-9a-z]{1,11})-([0-9a-f]{16})@[^@\s]{1,253}$/.exec(address.trim().toLowerCase())
  if (!match) return undefined
  const [, id = '', given = ''] = match
  const delivery = Number.parseInt(id, 36)
  const found = await writtenTo(ctx, delivery)
  const proven = found?.addresses.find(({ to }) => ctx.keys.some((key) => sameText(given, proof(key, delivery, to))))
  return found && proven && { delivery, subscriber: found.subscriber, address: proven.to, own: proven.own }
}

async function writtenTo(ctx: Context, delivery: number) {
  const byMail = and(
    eq(deliveries.id, delivery),
    eq(deliveries.channel, 'email'),
    eq(deliveries.recipientKind, 'subscriber'),
  )
  const { id, channel, address, newAddress, ownerAddress } = subscribers
  const [row] = await ctx.db.read
    .select({ id, channel, address, newAddress, ownerAddress })
    .from(deliveries)
    .innerJoin(subscribers, eq(subscribers.id, deliveries.recipientId))
    .where(byMail)
  if (!row) return undefined
  const own = row.channel === 'email'
  const others = [row.newAddress, row.ownerAddress].flatMap((to) => to ?? []).map((to) => ({ to, own: false }))
  return { subscriber: row.id, addresses: own ? [{ to: row.address, own }, ...others] : others }
}

function proof(key: KeyObject, delivery: number, to: string): string {
  return createHmac('sha256', key).update(`bounce\n${delivery}\n${to.toLowerCase()}`).digest('hex').slice(0, 16)
}
