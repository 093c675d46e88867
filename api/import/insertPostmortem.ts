import { eq } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { postmortems, publications } from '../../db/schema.ts'
import { cleanHtml } from '../context/cleanHtml.ts'
import { type Context, refOf } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { printable } from '../context/text.ts'
import type { Planned } from './plan.ts'

/** The published post-mortem, where the source has one and we have none yet. */
export async function insertPostmortem(
  tx: Tx,
  ctx: Context,
  { source, updates, resolvedAt }: Planned,
): Promise<boolean> {
  const text = source.postmortem_body?.trim()
  const publishedAt =
    source.postmortem_published_at ?? updates.findLast(({ status }) => status === 'postmortem')?.displayAt
  if (!text || !publishedAt || !resolvedAt) return false
  const incidentId = source.id
  const known = await tx.select().from(publications).where(eq(publications.incidentId, incidentId))
  if (known.length > 0) return false
  const format = /<\/?[a-z][a-z0-9]*[\s/>]/i.test(text) ? 'html' : 'markdown'
  const body = format === 'html' ? cleanHtml(text) : printable(text)
  const row = {
    id: newId(),
    incidentId,
    title: source.name,
    body,
    format,
    author: refOf(ctx.actor),
    publishedAt,
  } as const
  await tx.insert(publications).values(row)
  const draft = { draftTitle: source.name, draftBody: body, draftUpdatedAt: publishedAt }
  await tx
    .insert(postmortems)
    .values({ incidentId, publishedAt, createdAt: ctx.now(), ...draft })
    .onConflictDoNothing()
  return true
}
