import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader, Tx } from '../../db/open.ts'
import { components, subscriberComponents, type subscribers } from '../../db/schema.ts'
import { type Floor, floors, type Hearing, hearings, type Language, languages } from '../../db/vocabulary.ts'
import { invalid } from '../context/problems.ts'

/** Component or group ids; none means everything, also what is added later. A group stands for its members, also later ones. */
export const choice = z
  .array(z.string().regex(/^[a-z0-9]{1,64}$/, 'There is no such component.'))
  .max(500)
  .transform((ids) => [...new Set(ids)])
  .default([])

const news = z.array(z.enum(hearings, 'There is no such kind of news.')).max(20)
const once = (all: Hearing[]) => [...new Set(all)]

/** What a subscriber can hear of. */
export const kinds = news.transform(once)
export const someKinds = news.min(1, 'Choose at least one kind of news.').transform(once)

export const floor = z.enum(floors, 'Choose how much you want to hear.')
export const language = z.enum(languages, 'We do not write in this language.')

/** What somebody hears of who says nothing about it. Missed promises are for those who ask. */
export const usualKinds: Hearing[] = ['incidents', 'maintenance', 'postmortems']

/** The columns that kinds, floor and language are kept in. */
export function columnsOf(chosen: { kinds: Hearing[]; floor: Floor; language: Language }) {
  const hears = (kind: Hearing) => chosen.kinds.includes(kind)
  return {
    floor: chosen.floor,
    language: chosen.language,
    hearsIncidents: hears('incidents'),
    hearsMaintenance: hears('maintenance'),
    hearsPostmortems: hears('postmortems'),
    hearsPromises: hears('promises'),
  }
}

/** The same read back, in the order in which it is offered. */
export function kindsOf(row: Pick<typeof subscribers.$inferSelect, (typeof flags)[Hearing]>): Hearing[] {
  return hearings.filter((kind) => row[flags[kind]])
}

const flags = {
  incidents: 'hearsIncidents',
  maintenance: 'hearsMaintenance',
  postmortems: 'hearsPostmortems',
  promises: 'hearsPromises',
} as const

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
