import { sql } from 'drizzle-orm'
import type { Context } from '../context/context.ts'
import { keep } from '../events/keep.ts'
import { warnOwner } from '../subscribers/endpoints/warnOwner.ts'
import { type Suppression, suppressSubscribers } from '../subscribers/suppressSubscriber.ts'
import type { Recorded } from './channel.ts'

const hour = 3_600_000

/** An endpoint that failed so often in a row, and for so long (milliseconds), has its owner warned. */
const enough = 3
const longEnough = hour

/** After so long without a success it is switched off (milliseconds). */
const tooLong = 72 * hour

/**
 * What answers say about their endpoints: a success begins anew, failures are counted from the first one on. The owner is
 * warned after three in a row over an hour; after three days, or when a message is given up, or when nobody is there any
 * more, the endpoint is switched off and its owner told. Never throws: what cannot be noted now is noted at the next answer.
 */
export async function noteAnswers(ctx: Context, results: readonly Recorded[]): Promise<void> {
  try {
    const works = new Set(results.filter(({ state }) => state === 'sent').map(idOf))
    await beginAnew(ctx, [...works])
    const failures = results.filter((one) => failed(one) && !works.has(idOf(one)))
    const off: Suppression[] = results.filter(({ outcome }) => outcome.kind === 'gone').map(reasonOf)
    for (const [id, theirs] of Map.groupBy(failures, idOf)) off.push(...(await noteFailures(ctx, id, theirs)))
    await suppressSubscribers(ctx, off)
  } catch (error) {
    ctx.log.error({ err: error, results: results.length }, 'what answers said about their endpoints could not be noted')
  }
}

const idOf = ({ delivery }: Recorded) => delivery.recipientId

const failed = ({ outcome }: Recorded) => outcome.kind === 'later' || outcome.kind === 'refused'

const reasonOf = (one: Recorded): Suppression => ({ id: idOf(one), reason: one.outcome.answer.slice(0, 300) })

/** Most endpoints work, and cost no write. */
async function beginAnew(ctx: Context, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  const theirs = sql`id in (select value from json_each(${JSON.stringify(ids)})) and failing_since is not null`
  if ((await ctx.db.read.all(sql`select 1 from subscribers where ${theirs} limit 1`)).length === 0) return
  await keep(ctx, (tx) =>
    tx.run(sql`update subscribers set failures = 0, failing_since = null, warned_at = null where ${theirs}`),
  )
}

type Health = { failures: number; since: number; warned: number | null }

/** @returns the endpoint itself when this was once too often */
async function noteFailures(ctx: Context, id: number, failures: readonly Recorded[]): Promise<Suppression[]> {
  const now = ctx.now().getTime()
  const [health] = await keep(ctx, (tx) =>
    tx.all<Health>(sql`
      update subscribers set failures = failures + ${failures.length}, failing_since = coalesce(failing_since, ${now})
      where id = ${id} and state = 'active' returning failures, failing_since as since, warned_at as warned`),
  )
  if (!health) return []
  const last = failures.at(-1) as Recorded
  const givenUp = failures.some(({ state, outcome }) => state === 'failed' && outcome.kind === 'later')
  if (givenUp || health.since <= now - tooLong) return [reasonOf(last)]
  const unwarned = health.warned === null && health.failures >= enough && health.since <= now - longEnough
  if (unwarned) await warnOwner(ctx, { id, answer: reasonOf(last).reason, offAt: new Date(health.since + tooLong) })
  return []
}
