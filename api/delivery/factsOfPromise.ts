import { eq } from 'drizzle-orm'
import { incidents, promises } from '../../db/schema.ts'
import { promiseMissed } from '../../emails/promiseMissed.ts'
import { type Asked, subjectOf, type Write } from './post.ts'

/** What is to be told of a promise whose time has passed; undefined when it was taken back. */
export async function factsOfPromise({ ctx, event, page, pageLanguage, voice }: Asked): Promise<Write | undefined> {
  const [row] = await ctx.db.read
    .select()
    .from(promises)
    .innerJoin(incidents, eq(incidents.id, promises.incidentId))
    .where(eq(promises.id, event.subject))
  if (!row || row.promises.withdrawnAt) return undefined
  const { promises: promise, incidents: incident } = row
  const { name, status } = incident
  const url = `${page.url}/incidents/${incident.id}`
  const facts = {
    page,
    incident: { name, status, url, subject: await subjectOf(ctx, incident), language: pageLanguage },
    kind: promise.kind,
    by: promise.by,
    keptAt: promise.keptAt ?? undefined,
  }
  return (personal) => promiseMissed(voice, facts, personal)
}
