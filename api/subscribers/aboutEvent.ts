import { eq } from 'drizzle-orm'
import type { Reader } from '../../db/open.ts'
import { incidents } from '../../db/schema.ts'
import type { EventKind, Hearing, Impact } from '../../db/vocabulary.ts'
import type { About } from './recipientsOf.ts'

/** What of an event decides who must hear of it. */
type Told = { kind: EventKind; incidentId: string | null; before: unknown; after: unknown }

/** Reads off an event of the log whom it concerns. */
export async function aboutEvent(reader: Pick<Reader, 'select'>, event: Told): Promise<About> {
  const hearing = hearingOf(event.kind)
  const major = hearing === 'incidents' || hearing === 'postmortems' ? await isMajor(reader, event) : false
  return {
    hearing,
    components: componentsIn(event.after),
    incidentId: event.incidentId ?? undefined,
    milestone: milestones.has(event.kind),
    major,
  }
}

const areas: Record<string, Hearing> = { maintenance: 'maintenance', postmortem: 'postmortems', promise: 'promises' }

/** Incidents, and what is said of a component by hand, are one kind of news. */
export function hearingOf(kind: EventKind): Hearing {
  return areas[kind.split('.')[0] ?? ''] ?? 'incidents'
}

/** What begins or ends something, or moves it: everything but an update in between. */
const milestones: ReadonlySet<EventKind> = new Set<EventKind>([
  'incident.opened',
  'incident.resolved',
  'maintenance.scheduled',
  'maintenance.rescheduled',
  'maintenance.completed',
  'maintenance.cancelled',
  'postmortem.published',
  'component.stateSet',
])

/** By the impact that customers are shown; what is said of a component alone, by the worse of its two states. */
async function isMajor(reader: Pick<Reader, 'select'>, { incidentId, before, after }: Told): Promise<boolean> {
  if (incidentId === null)
    return [before, after].some((one) => outages.includes((one as { state?: string })?.state ?? ''))
  const [row] = await reader
    .select({ impact: incidents.impact, override: incidents.impactOverride })
    .from(incidents)
    .where(eq(incidents.id, incidentId))
  return row !== undefined && isMajorImpact(row.override ?? row.impact)
}

const outages = ['partial_outage', 'major_outage']

export function isMajorImpact(impact: Impact): boolean {
  return impact === 'major' || impact === 'critical'
}

/** The ids that the verbs put into their events. */
function componentsIn(after: unknown): string[] {
  const { components } = (after ?? {}) as { components?: unknown }
  return Array.isArray(components) ? components.filter((id) => typeof id === 'string') : []
}
