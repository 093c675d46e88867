import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader, Tx } from '../../db/open.ts'
import { components, subscriberComponents } from '../../db/schema.ts'
import { invalid } from '../context/problems.ts'

/** Component or group ids; none means everything, also what is added later. */
export const choice = z
  .array(z.string().regex(/^[a-z0-9]{1,64}$/, 'There is no such component.'))
  .max(500)
  .transform((ids) => [...new Set(ids)])
  .default([])

/** @throws invalid on the field `components` when one is unknown or retired */
export async function requireComponents(reader: Pick<Reader, 'select'>, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const known = await reader
    .select({ id: components.id })
    .from(components)
    .where(and(inArray(components.id, ids), isNull(components.retiredAt)))
  if (known.length < ids.length) throw invalid({ components: 'There is no such component.' })
}

/** Puts a choice in the place of the one before. */
export async function writeChoice(tx: Tx, subscriberId: number, ids: string[]): Promise<void> {
  await tx.delete(subscriberComponents).where(eq(subscriberComponents.subscriberId, subscriberId))
  if (ids.length === 0) return
  await tx.insert(subscriberComponents).values(ids.map((componentId) => ({ subscriberId, componentId })))
}
