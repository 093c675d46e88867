import { eq } from 'drizzle-orm'
import { components, incidentComponents, maintenances } from '../../db/schema.ts'
import { maintenanceNotice } from '../../emails/maintenanceNotice.ts'
import { type Asked, postOf, textOf, type Write } from './post.ts'

/** What is to be told of a maintenance: planned, moved, begun, done, called off, or a word in between. */
export async function factsOfMaintenance(asked: Asked): Promise<Write | undefined> {
  const { ctx, event, page } = asked
  const post = await postOf(asked)
  const planned = eq(maintenances.incidentId, event.incidentId ?? '')
  const [plan] = await ctx.db.read.select().from(maintenances).where(planned)
  if (!post || !plan) return undefined
  const { update, incident, number, subject, url } = post
  const before = event.kind === 'maintenance.rescheduled' ? (event.before as Plan) : undefined
  const facts = {
    page,
    maintenance: { name: incident.name, subject, url },
    language: update.language,
    status: update.status,
    number,
    at: update.displayAt,
    window: windowOf(plan),
    earlierWindow: before && windowOf(before),
    components: await attachedNames(asked, incident.id),
    body: await textOf(asked, update),
  }
  return (personal) => maintenanceNotice(asked.voice, facts, personal)
}

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
type Plan = { scheduledFor: Date | string; scheduledUntil: Date | string }

const windowOf = ({ scheduledFor, scheduledUntil }: Plan) => ({
  from: new Date(scheduledFor),
  until: new Date(scheduledUntil),
})
