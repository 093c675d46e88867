import { asc, eq } from 'drizzle-orm'
import { updateComponents } from '../../db/schema.ts'
import { type Status, worstOf } from '../../db/vocabulary.ts'
import { incidentUpdate } from '../../emails/incidentUpdate.ts'
import type { Stance } from '../../emails/tones.ts'
import { toText } from '../context/text.ts'
import { duration, type Times, timesIn } from '../reads/times.ts'
import { stanceOf, statusWord } from '../reads/words.ts'
import { type Asked, clockAt, type Post, postOf, textsOf, type Write } from './post.ts'

/** What is to be told of a post on an incident; undefined when it was withdrawn. */
export async function factsOfIncident(asked: Asked): Promise<Write | undefined> {
  const post = await postOf(asked)
  if (!post) return undefined
  const { update, incident, number, subject, url } = post
  const times = timesIn(asked.timeZone, update.displayAt)
  const troubled = await troubledBy(asked, update.id)
  const running = update.status !== 'resolved'
  const facts = {
    page: asked.page,
    incident: { name: incident.name, subject, url },
    stance: stanceIn(update.status, troubled),
    beside: besideState(post, times),
    status: statusWord(update.status),
    number,
    at: times.whole(update.displayAt).text,
    body: textsOf(update),
    nextUpdateBy: update.nextUpdateBy ? clockAt(times, update.nextUpdateBy) : undefined,
    advice: running ? plain(incident.advice) : null,
    notAffected: running ? plain(incident.notAffected) : null,
    affected: troubled.map(({ name, newState }) => ({ name, word: stanceOf(newState).word })),
  }
  return (personal) => incidentUpdate(facts, personal)
}

const plain = (remark: string | null) => remark && toText(remark, 'markdown')

type Troubled = typeof updateComponents.$inferSelect

async function troubledBy({ ctx }: Asked, updateId: string): Promise<Troubled[]> {
  const all = await ctx.db.read
    .select()
    .from(updateComponents)
    .where(eq(updateComponents.updateId, updateId))
    .orderBy(asc(updateComponents.position))
  return all.filter(({ newState }) => newState !== 'operational')
}

/** The worst state that stands after the post; its status, when none is bad. */
function stanceIn(status: Status, troubled: Troubled[]): Stance {
  if (status === 'resolved') return { mark: 'ok', word: 'Resolved' }
  if (troubled.length === 0) return { mark: 'none', word: statusWord(status) }
  return stanceOf(worstOf(troubled.map(({ newState }) => newState)))
}

function besideState({ update, incident }: Post, times: Times): string {
  if (update.status !== 'resolved') return `began ${clockAt(times, incident.startedAt)}`
  const lasted = duration(update.displayAt.getTime() - incident.startedAt.getTime())
  return lasted ? `after ${lasted}` : ''
}
