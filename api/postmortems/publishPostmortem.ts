import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { postmortems, publications } from '../../db/schema.ts'
import { id, name } from '../components/fields.ts'
import { type Context, refOf, requireManager } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { conflict, invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { deriveStatus } from '../incidents/deriveStatus.ts'
import { keepPromises } from '../incidents/promises.ts'
import { writeUpdate } from '../incidents/writeUpdate.ts'
import { draftOf, publicationOf, resolvedIncidentOf } from './input.ts'

/** The customer-facing summary, in Markdown. */
export const summary = z
  .string()
  .trim()
  .min(1, 'The summary is empty.')
  .max(100_000, 'The summary may have at most 100,000 characters.')

export const PublishPostmortem = z.object({
  incidentId: id,
  /** Title and body of what is published; the draft's, where they are left out. */
  title: name.optional(),
  body: summary.optional(),
  notify: z.boolean().default(true),
})

/**
 * Publishes the summary: on its own page, under /reports, in the feeds, and by mail to those who follow.
 * @returns the publication's id
 * @throws missing; conflict while the incident is not resolved, or when one stands already (correct that); invalid when it is empty
 */
export async function publishPostmortem(
  ctx: Context,
  input: z.input<typeof PublishPostmortem>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const given = valid(PublishPostmortem, input)
  const { incidentId, notify } = given
  return commit(ctx, { key }, async (tx, record) => {
    const incident = await resolvedIncidentOf(tx, incidentId)
    if (await publicationOf(tx, incidentId))
      throw conflict('postmortem-published', 'It is published already. Correct it instead.')
    const draft = await draftOf(tx, incidentId)
    const body = given.body ?? draft?.draftBody
    const title = given.title ?? (draft?.draftTitle || incident.name)
    if (!body) throw invalid({ body: 'The summary is empty.' })
    const id = await publish(tx, ctx, { incidentId, title, body })
    const because = { cause: 'incident', causeId: incidentId } as const
    const text = `The post-mortem of this incident is published: ${title}`
    const post = { incidentId, status: 'postmortem' as const, body: text, at: ctx.now(), states: [], notify }
    const { updateId, components } = await writeUpdate(tx, ctx, because, post)
    await deriveStatus(tx, ctx, incidentId)
    await keepPromises(tx, ctx, incidentId, 'postmortem')
    const after = { publicationId: id, updateId, components }
    await record({
      kind: 'postmortem.published',
      subject: incidentId,
      incidentId,
      after,
      audience: 'public',
      tell: notify ? 'list' : 'nobody',
    })
    return id
  })
}

async function publish(
  tx: Tx,
  ctx: Context,
  { incidentId, title, body }: { incidentId: string; title: string; body: string },
): Promise<string> {
  const id = newId()
  await tx
    .insert(publications)
    .values({ id, incidentId, title, body, author: refOf(ctx.actor), publishedAt: ctx.now() })
  const draft = { draftTitle: title, draftBody: body, draftUpdatedAt: ctx.now() }
  await tx
    .insert(postmortems)
    .values({ incidentId, createdAt: ctx.now(), ...draft })
    .onConflictDoUpdate({ target: postmortems.incidentId, set: draft })
  await tx.update(postmortems).set({ publishedAt: ctx.now() }).where(eq(postmortems.incidentId, incidentId))
  return id
}
