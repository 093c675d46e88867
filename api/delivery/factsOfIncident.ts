import { asc, eq } from 'drizzle-orm'
import { updateComponents } from '../../db/schema.ts'
import { worstOf } from '../../db/vocabulary.ts'
import { incidentUpdate } from '../../emails/incidentUpdate.ts'
import { toText } from '../context/text.ts'
import { type Asked, postOf, textOf, type Write } from './post.ts'

/** What is to be told of a post on an incident; undefined when it was withdrawn. */
export async function factsOfIncident(asked: Asked): Promise<Write | undefined> {
  const post = await postOf(asked)
  if (!post) return undefined
  const { update, incident, number, subject, url } = post
  const troubled = await troubledBy(asked, update.id)
  const running = update.status !== 'resolved'
  const facts = {
    page: asked.page,
    incident: { name: incident.name, subject, url, startedAt: incident.startedAt },
    language: update.language,
    status: update.status,
    worst: troubled.length > 0 ? worstOf(troubled.map(({ state }) => state)) : undefined,
    number,
    at: update.displayAt,
    body: await textOf(asked, update),
    nextUpdateBy: update.nextUpdateBy ?? undefined,
    advice: running ? plain(incident.advice) : null,
    notAffected: running ? plain(incident.notAffected) : null,
    affected: troubled,
  }
  return (personal) => incidentUpdate(asked.voice, facts, personal)
}

const plain = (remark: string | null) => remark && toText(remark, 'markdown')

async function troubledBy({ ctx }: Asked, updateId: string) {
  const all = await ctx.db.read
    .select({ name: updateComponents.name, state: updateComponents.newState })
    .from(updateComponents)
    .where(eq(updateComponents.updateId, updateId))
    .orderBy(asc(updateComponents.position))
  return all.filter(({ state }) => state !== 'operational')
}
