import { type Column, eq, inArray, or } from 'drizzle-orm'
import type { Reader } from '../../db/open.ts'
import { components, incidentComponents } from '../../db/schema.ts'
import { missing } from '../context/problems.ts'

/** One component, or one group with all that is in it. */
export type About = { id: string; name: string; createdAt: Date; retiredAt: Date | null; ids: string[] }

/**
 * A component or group by its id; retired ones too, because what was said of them stays true.
 * @throws missing
 */
export async function readAbout(reader: Reader, id: string): Promise<About> {
  const rows = await reader
    .select()
    .from(components)
    .where(or(eq(components.id, id), eq(components.groupId, id)))
  const own = rows.find((row) => row.id === id)
  if (!own) throw missing('component')
  const { name, createdAt, retiredAt } = own
  return { id, name, createdAt, retiredAt, ids: rows.map((row) => row.id) }
}

/** The condition that an incident names one of them; none where it is about everything. */
export function namingAny(reader: Reader, about: About | undefined, incidentId: Column) {
  if (!about) return undefined
  const naming = reader
    .select({ id: incidentComponents.incidentId })
    .from(incidentComponents)
    .where(inArray(incidentComponents.componentId, about.ids))
  return inArray(incidentId, naming)
}
