import { eq } from 'drizzle-orm'
import { incidents, publications } from '../../db/schema.ts'
import { postmortemPublished } from '../../emails/postmortemPublished.ts'
import { gist } from '../context/text.ts'
import type { Asked, Write } from './post.ts'

/** What is to be told of a published post-mortem: that it is there, and how it begins. */
export async function factsOfPostmortem({ ctx, event, page, pageLanguage, voice }: Asked): Promise<Write | undefined> {
  const { publicationId = '' } = event.after as { publicationId?: string }
  const [row] = await ctx.db.read
    .select()
    .from(publications)
    .innerJoin(incidents, eq(incidents.id, publications.incidentId))
    .where(eq(publications.id, publicationId))
  if (!row) return undefined
  const { publications: report, incidents: incident } = row
  const url = `${page.url}/reports/${incident.id}`
  const facts = {
    page,
    report: { title: report.title, url, at: report.publishedAt, language: pageLanguage },
    incident: { name: incident.name, startedAt: incident.startedAt },
    gist: gist(report.body, report.format, 600),
  }
  return (personal) => postmortemPublished(voice, facts, personal)
}
