import { eq } from 'drizzle-orm'
import { components, incidentComponents, maintenances } from '../../db/schema.ts'
import type { Status } from '../../db/vocabulary.ts'
import { maintenanceNotice } from '../../emails/maintenanceNotice.ts'
import type { Mark } from '../../emails/tones.ts'
import { type Times, timesIn } from '../reads/times.ts'
import { statusWord } from '../reads/words.ts'
import { type Asked, postOf, textsOf, type Write } from './post.ts'

/** What is to be told of a maintenance: planned, moved, begun, done, called off, or a word in between. */
export async function factsOfMaintenance(asked: Asked): Promise<Write | undefined> {
  const { ctx, event, page, timeZone } = asked
  const post = await postOf(asked)
  const planned = eq(maintenances.incidentId, event.incidentId ?? '')
  const [plan] = await ctx.db.read.select().from(maintenances).where(planned)
  if (!post || !plan) return undefined
  const { update, incident, number, subject, url } = post
  const times = timesIn(timeZone, update.displayAt)
  const before = event.kind === 'maintenance.rescheduled' ? (event.before as Window) : undefined
  const facts = {
    page,
    maintenance: { name: incident.name, subject, url },
    stance: { mark: marks[update.status] ?? 'maint', word: before ? 'Moved' : statusWord(update.status) },
    number,
    at: times.whole(update.displayAt).text,
    window: windowIn(times, plan),
    earlierWindow: before && windowIn(times, before),
    components: await attachedNames(asked, incident.id),
    body: textsOf(update),
  }
  return (personal) => maintenanceNotice(facts, personal)
}

const marks: Partial<Record<Status, Mark>> = { completed: 'ok', cancelled: 'none' }

async function attachedNames({ ctx }: Asked, incidentId: string): Promise<string[]> {
  const rows = await ctx.db.read
    .select({ name: components.name })
    .from(incidentComponents)
    .innerJoin(components, eq(components.id, incidentComponents.componentId))
    .where(eq(incidentComponents.incidentId, incidentId))
    .orderBy(components.position, components.id)
  return rows.map(({ name }) => name)
}

/** In an event's payload instants are text. */
type Window = { scheduledFor: Date | string; scheduledUntil: Date | string }

/** "Tuesday 3 March 2026, 23:00 – 23:45 CET". */
function windowIn(times: Times, { scheduledFor, scheduledUntil }: Window): string {
  const from = new Date(scheduledFor)
  const until = new Date(scheduledUntil)
  const day = (at: Date) => `${times.fullDate(at).text}, ${times.at(at).text}`
  const end = times.dayKey(from) === times.dayKey(until) ? times.at(until).text : day(until)
  return `${day(from)} – ${end} ${times.zoneWord(until)}`
}
