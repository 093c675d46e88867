import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { postmortems, publications } from '../../db/schema.ts'
import { id, name } from '../components/fields.ts'
import { type Context, refOf, requireManager } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { conflict, invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { publicationOf, resolvedIncidentOf } from './input.ts'
import { summary } from './publishPostmortem.ts'

export const CorrectPostmortem = z.object({
  incidentId: id,
  title: name,
  body: summary,
  /** One public sentence on what changed. */
  note: z
    .string()
    .trim()
    .min(1, 'Say in one sentence what you changed.')
    .max(500, 'The note may have at most 500 characters.'),
})

/**
 * Corrects a published post-mortem in the open: the note says what changed, the earlier text stays one step away. Nobody is mailed again.
 * @returns the id of the correcting publication
 * @throws missing; conflict when nothing is published; invalid when nothing changes
 */
export async function correctPostmortem(
  ctx: Context,
  input: z.input<typeof CorrectPostmortem>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { incidentId, title, body, note } = valid(CorrectPostmortem, input)
  return commit(ctx, { key }, async (tx, record) => {
    await resolvedIncidentOf(tx, incidentId)
    const before = await publicationOf(tx, incidentId)
    if (!before) throw conflict('postmortem-not-published', 'Nothing is published yet.')
    if (before.body === body && before.title === title)
      throw invalid({ body: 'This is what the post-mortem says already.' })
    const newer = newId()
    const row = {
      id: newer,
      incidentId,
      title,
      body,
      note,
      author: refOf(ctx.actor),
      publishedAt: ctx.now(),
      replaces: before.id,
    }
    await tx.insert(publications).values(row)
    await tx.update(publications).set({ replacedAt: ctx.now() }).where(eq(publications.id, before.id))
    const draft = { draftTitle: title, draftBody: body, draftUpdatedAt: ctx.now() }
    await tx.update(postmortems).set(draft).where(eq(postmortems.incidentId, incidentId))
    await record({
      kind: 'postmortem.corrected',
      subject: incidentId,
      incidentId,
      before: { publicationId: before.id },
      after: { publicationId: newer },
      audience: 'public',
    })
    return newer
  })
}
