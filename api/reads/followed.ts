import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Reader } from '../../db/open.ts'
import { components, incidents, publications, subscriberComponents, subscriberIncidents } from '../../db/schema.ts'
import type { Voice } from './voice.ts'

type Row = { id: number; everything: boolean }

/** One incident, or maintenance, that somebody follows by itself. */
export type FollowedIncident = {
  id: string
  name: string
  kind: 'incident' | 'maintenance'
  what: 'updates' | 'postmortem'
}

export type Followed = { everything: boolean; components: Named[]; incidents: FollowedIncident[] }
type Named = { id: string; name: string; isGroup: boolean }

/** What somebody follows: standing components and groups, and single incidents of which something may still come. */
export async function readFollowed(reader: Reader, { id, everything }: Row): Promise<Followed> {
  const chosen = await reader
    .select({ id: components.id, name: components.name, isGroup: components.isGroup })
    .from(subscriberComponents)
    .innerJoin(components, eq(components.id, subscriberComponents.componentId))
    .where(and(eq(subscriberComponents.subscriberId, id), isNull(components.retiredAt)))
    .orderBy(asc(components.position), asc(components.name))
  const { name, kind, status } = incidents
  const single = await reader
    .select({ id: incidents.id, name, kind, status, what: subscriberIncidents.what, report: publications.id })
    .from(subscriberIncidents)
    .innerJoin(incidents, eq(incidents.id, subscriberIncidents.incidentId))
    .leftJoin(publications, and(eq(publications.incidentId, incidents.id), isNull(publications.replacedAt)))
    .where(eq(subscriberIncidents.subscriberId, id))
    .orderBy(asc(incidents.startedAt))
  const open = single.filter(({ status, report }) => !report && status !== 'completed' && status !== 'cancelled')
  return {
    everything,
    components: chosen,
    incidents: open.map(({ id, name, kind, what }) => ({ id, name, kind, what })),
  }
}

/** "everything", "all of Ordering, Search and “Parcels are late”"; empty for nothing. */
export function followedText({ everything, components, incidents }: Followed, { listed, words }: Voice): string {
  const { subscribing } = words
  if (everything) return subscribing.everything
  const names = components.map(({ name, isGroup }) => (isGroup ? subscribing.allOf(name) : name))
  const parts = names.length > 4 ? [subscribing.components(names.length)] : names
  const single = incidents.map(({ name, what }) =>
    what === 'updates' ? subscribing.incident(name) : subscribing.reportOn(name),
  )
  return listed([...parts, ...single])
}
