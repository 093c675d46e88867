import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { deliveries, events, subscriberImportParts, subscriberImports, subscribers } from '../../db/schema.ts'
import { unguarded } from '../context/csv.ts'
import { parseAddress } from './address.ts'

/**
 * Deletes subscribers with all that their rows say of them: address, choices, what receivers answered about them, reasons in
 * the log. What stays are numbers that name nobody.
 * @param ids in the transaction of whoever may; chunk long lists
 * @returns the rows as they were; those that were there
 */
export async function eraseSubscribers(tx: Tx, ids: readonly number[]): Promise<(typeof subscribers.$inferSelect)[]> {
  const gone = await tx
    .delete(subscribers)
    .where(inArray(subscribers.id, [...ids]))
    .returning()
  const numbers = gone.map(({ id }) => id)
  if (numbers.length === 0) return []
  await tx
    .update(deliveries)
    .set({ outcome: null })
    .where(and(eq(deliveries.recipientKind, 'subscriber'), inArray(deliveries.recipientId, numbers)))
  await tx
    .update(events)
    .set({ before: null, after: null })
    .where(and(inArray(events.subject, numbers.map(String)), sql`${events.kind} like 'subscriber.%'`))
  return gone
}

/**
 * Deletes somebody who asks for it: their row, and their address wherever another row names it. Only for who proved that
 * the address is theirs, or for an administrator; anybody can type an address that is not theirs.
 * @returns whether there was such a subscriber
 */
export async function eraseEverywhere(tx: Tx, id: number): Promise<boolean> {
  const [gone] = await eraseSubscribers(tx, [id])
  if (!gone) return false
  if (gone.channel === 'email') await eraseAddress(tx, gone.addressKey)
  return true
}

/** An endpoint goes on without its owner, a wish to move to the address ends, and a list on its way in loses the row. */
async function eraseAddress(tx: Tx, key: string): Promise<void> {
  const owned = and(sql`${subscribers.ownerAddress} is not null`, sql`lower(${subscribers.ownerAddress}) = ${key}`)
  await tx.update(subscribers).set({ ownerAddress: null }).where(owned)
  await tx
    .update(subscribers)
    .set({ newAddress: null, newAddressKey: null, newAddressAskedAt: null })
    .where(eq(subscribers.newAddressKey, key))
  for (const { importId, number, rows } of await tx.select().from(subscriberImportParts)) {
    const all: unknown[] = JSON.parse(rows)
    const rest = all.filter((row) => !names(JSON.stringify(row), key))
    const part = and(eq(subscriberImportParts.importId, importId), eq(subscriberImportParts.number, number))
    if (rest.length < all.length)
      await tx
        .update(subscriberImportParts)
        .set({ rows: JSON.stringify(rest) })
        .where(part)
  }
  const refused = sql`${subscriberImports.errors} <> '[]'`
  for (const { id, errors } of await tx.select().from(subscriberImports).where(refused)) {
    const rest = errors.filter(({ sentence }) => !names(sentence, key))
    if (rest.length < errors.length)
      await tx.update(subscriberImports).set({ errors: rest }).where(eq(subscriberImports.id, id))
  }
}

/** Whether one of the words is this address, however its owner spells it. */
function names(text: string, key: string): boolean {
  if (!text.includes('@')) return false
  return text.split(/[\s,;"<>()…“”]+/).some((word) => {
    const plain = unguarded(word).replace(/[.:!?]+$/, '')
    return plain.toLowerCase() === key || (beyondAscii.test(plain) && keyOf(plain) === key)
  })
}

const beyondAscii = /@.*[^ -~]/

function keyOf(typed: string): string | undefined {
  try {
    return parseAddress(typed).key
  } catch {
    return undefined
  }
}
