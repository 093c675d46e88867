import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { page } from '../../db/schema.ts'
import { day, id } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { conflict, invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { dayOf, instantOf, nextDay } from '../context/zones.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { makePromise, withdrawPromises } from '../incidents/promises.ts'
import { publicationOf, resolvedIncidentOf } from './input.ts'

export const PromisePostmortem = z.object({
  incidentId: id,
  /** The last day, in the page's zone, on which it may be published and still be in time; null takes the promise back. */
  on: day.nullable(),
})

const longest = 365 * 86_400_000

/**
 * Promises customers the post-mortem by the end of a day, or takes that back. The incident's page says so; nobody is
 * mailed. Publishing keeps it; if its time passes, the page turns overdue and says so.
 * @returns the incident's id
 * @throws missing; conflict while the incident is not resolved, or when the post-mortem is published; invalid for a day
 * that is over or more than a year ahead
 */
export async function promisePostmortem(
  ctx: Context,
  input: z.input<typeof PromisePostmortem>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { incidentId, on } = valid(PromisePostmortem, input)
  return commit(ctx, { key }, async (tx, record) => {
    await resolvedIncidentOf(tx, incidentId)
    if (await publicationOf(tx, incidentId))
      throw conflict('postmortem-published', 'It is published already; there is nothing left to promise.')
    const by = on === null ? null : await endOf(tx, ctx, on)
    const [before] = await withdrawPromises(tx, ctx, incidentId, 'postmortem')
    await makePromise(tx, ctx, incidentId, by, 'postmortem')
    await record({
      kind: 'postmortem.promised',
      subject: incidentId,
      incidentId,
      before: { by: before ?? null },
      after: { by },
      audience: 'public',
    })
    return incidentId
  })
}

/** The last moment of a day in the page's zone. */
async function endOf(tx: Tx, ctx: Context, on: string): Promise<Date> {
  const [own] = await tx.select().from(page)
  const zone = own?.timeZone ?? 'Etc/UTC'
  if (on < dayOf(ctx.now(), zone)) throw invalid({ on: 'The report must be promised for a day to come.' })
  const end = new Date(+instantOf(nextDay(on), zone) - 1)
  if (+end - +ctx.now() > longest) throw invalid({ on: 'Promise the report within a year.' })
  return end
}
