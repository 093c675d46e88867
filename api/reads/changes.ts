import { and, desc, gte, inArray, isNotNull, or } from 'drizzle-orm'
import { claims } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { namesOf } from './homeRows.ts'
import type { Moment, Times } from './times.ts'
import type { Stance } from './words.ts'

/** A recorded state of the past that was changed: what was said, and what is said now. */
export type Change = {
  component: string
  at: Moment
  was: Said
  /** Undefined where nothing stands in its place. */
  now: Said | undefined
  cause: { href: string; name: string } | undefined
}

type Said = { stance: Stance; from: Moment; to: Moment | undefined }
type ClaimRow = typeof claims.$inferSelect

const mostShown = 50

/** What was changed of the time since then, newest change first. */
export async function changesOf(
  ctx: Context,
  components: readonly { id: string; name: string }[],
  since: Date,
  times: Times,
): Promise<Change[]> {
  const { read } = ctx.db
  const names = new Map(components.map(({ id, name }) => [id, name]))
  const replaced = await read
    .select()
    .from(claims)
    .where(
      and(
        isNotNull(claims.replacedAt),
        inArray(claims.componentId, [...names.keys()]),
        or(gte(claims.endedAt, since), gte(claims.beganAt, since)),
      ),
    )
    .orderBy(desc(claims.replacedAt), desc(claims.id))
    .limit(mostShown)
  if (replaced.length === 0) return []
  const ids = replaced.map(({ id }) => id)
  const newer = await read.select().from(claims).where(inArray(claims.replaces, ids))
  const successors = new Map(newer.map((claim) => [claim.replaces, claim]))
  const told = await namesOf(read, [...new Set(replaced.map(({ causeId }) => causeId))])
  return replaced.map((claim) => {
    const successor = successors.get(claim.id)
    const cause = told.get(claim.causeId)
    return {
      component: names.get(claim.componentId) ?? '',
      at: times.date(claim.replacedAt as Date),
      was: saidBy(claim, times),
      now: successor && saidBy(successor, times),
      cause: cause && { href: `/incidents/${claim.causeId}`, name: cause.name },
    }
  })
}

function saidBy({ state, beganAt, endedAt }: ClaimRow, times: Times): Said {
  const [from, to] = times.span(beganAt, endedAt ?? beganAt)
  return { stance: times.voice.stanceOf(state), from, to: endedAt ? to : undefined }
}
