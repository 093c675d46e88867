import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader } from '../../db/open.ts'
import { incidents, publications } from '../../db/schema.ts'
import { conflict, missing } from '../context/problems.ts'

export const incident = z.string().regex(/^[a-z0-9]{1,64}$/, 'There is no such incident.')

/** Every update of an incident and its post-mortem, or the post-mortem alone. */
export const what = z.enum(['updates', 'postmortem'], 'Choose what you want to hear of it.')

/**
 * @param id of an incident or a maintenance
 * @throws missing; conflict when it is over, or its post-mortem is out
 */
export async function requireFollowable(
  reader: Pick<Reader, 'select'>,
  id: string,
  what: 'updates' | 'postmortem',
): Promise<void> {
  const [row] = await reader.select().from(incidents).where(eq(incidents.id, id))
  if (!row) throw missing('incident')
  if (what === 'updates') {
    if (isOver(row)) throw conflict('incident-over', 'This is over: there will be no further updates.')
    return
  }
  const published = await reader.select().from(publications).where(eq(publications.incidentId, id)).limit(1)
  if (row.kind === 'maintenance' || published.length > 0)
    throw conflict('no-postmortem-ahead', 'No post-mortem of this is still to come.')
}

const endings = ['resolved', 'postmortem', 'completed', 'cancelled']

function isOver({ status, backfilledAt, importedFrom }: typeof incidents.$inferSelect): boolean {
  return endings.includes(status) || backfilledAt !== null || importedFrom !== null
}
