import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { subscriberIncidents, subscribers } from '../../db/schema.ts'
import { type Address, parseAddress } from './address.ts'
import { writeChoice } from './choice.ts'
import { mayWrite, remembered } from './limits.ts'

/** An address as somebody typed it. */
export const email = z
  .string('An address is needed.')
  .trim()
  .min(1, 'An address is needed.')
  .max(320, 'This address is too long.')

type Row = typeof subscribers.$inferSelect

/** What a stranger's ask finds under the address that they typed, and whether a mail may go there now. */
export type Asker = Address & {
  known: Row | undefined
  /** Somebody who has confirmed and not left: nothing of theirs changes because of what a stranger typed. */
  follows: boolean
  mayWrite: boolean
  at: Date
}

/** @throws invalid on `email` */
export async function askerOf(tx: Tx, typed: string, at: Date): Promise<Asker> {
  const address = parseAddress(typed)
  const mine = and(eq(subscribers.channel, 'email'), eq(subscribers.addressKey, address.key))
  const [known] = await tx.select().from(subscribers).where(mine)
  const follows = known?.state === 'active' || known?.state === 'paused'
  return { ...address, known, follows, mayWrite: await mayWrite(tx, address.key, at), at }
}

/** Remembers that somebody asked, and that we wrote; the subscriber stays as they are. */
export async function noteAsk(tx: Tx, { known, at }: Asker, writes: boolean): Promise<void> {
  const asks = asksWith(known, at, writes)
  await tx
    .update(subscribers)
    .set({ asks, ...(writes ? { askedAt: at } : {}) })
    .where(eq(subscribers.id, known?.id ?? nobody))
}

/** No subscriber has this number. */
export const nobody = 0

/**
 * Writes down who is to be asked whether they want our mail. What an earlier subscription had chosen is forgotten.
 * @returns the subscriber's number
 */
export async function writePending(
  tx: Tx,
  { address, key, known, mayWrite, at }: Asker,
  chosen: Partial<typeof subscribers.$inferInsert> & { everything: boolean },
  components: string[],
): Promise<number> {
  const asked = { address, state: 'pending', askedAt: at, asks: asksWith(known, at, mayWrite), ...chosen } as const
  const [row] = await tx
    .insert(subscribers)
    .values({ addressKey: key, createdAt: at, ...asked })
    .onConflictDoUpdate({ target: [subscribers.channel, subscribers.addressKey], set: asked })
    .returning({ id: subscribers.id })
  const id = row?.id as number
  await writeChoice(tx, id, components)
  await tx.delete(subscriberIncidents).where(eq(subscriberIncidents.subscriberId, id))
  return id
}

function asksWith(known: Row | undefined, at: Date, writes: boolean): number[] {
  const recent = (known?.asks ?? []).filter((time) => time > at.getTime() - remembered)
  return writes ? [...recent, at.getTime()] : recent
}
