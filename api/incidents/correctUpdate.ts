import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { updateComponents, updates } from '../../db/schema.ts'
import { body, id } from '../components/fields.ts'
import { type Context, refOf, requireManager } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { conflict, invalid, missing } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { deriveStatus } from './deriveStatus.ts'
import { insertTranslations, requireOthers, wording } from './wording.ts'

export const CorrectUpdate = z.object({ updateId: id, body, ...wording })

/**
 * Corrects the wording of an update. The earlier text stays one step away; nobody is mailed again.
 * @param input `translations` of the corrected text; those of the earlier one do not carry over, for they may say what it said
 * @returns the id of the correcting row
 * @throws missing; conflict when it was corrected meanwhile or withdrawn; invalid when nothing changes
 */
export async function correctUpdate(
  ctx: Context,
  input: z.input<typeof CorrectUpdate>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { updateId, body, language, translations } = valid(CorrectUpdate, input)
  return commit(ctx, { key }, async (tx, record) => {
    const before = await standingUpdate(tx, updateId)
    if (before.body === body && !language && !translations)
      throw invalid({ body: 'This is what the update says already.' })
    const original = language ?? before.language
    requireOthers(original, translations)
    const newer = await replaceUpdate(tx, ctx, before, { body, format: 'markdown', language: original })
    await insertTranslations(tx, newer, translations)
    await deriveStatus(tx, ctx, before.incidentId)
    await record({
      kind: 'incident.corrected',
      subject: before.incidentId,
      incidentId: before.incidentId,
      before: { updateId },
      after: { updateId: newer, status: before.status, components: [] },
      audience: 'public',
    })
    return newer
  })
}

type Update = typeof updates.$inferSelect

/** @throws missing; conflict when a newer row has replaced it */
export async function standingUpdate(tx: Tx, updateId: string): Promise<Update> {
  const [update] = await tx.select().from(updates).where(eq(updates.id, updateId))
  if (!update) throw missing('update')
  if (update.replacedAt || update.retractedAt)
    throw conflict(
      'update-replaced',
      'This update was corrected or withdrawn meanwhile. Look at what stands there now.',
    )
  return update
}

/** Adds the newer row that names the one it replaces: same place in the story, same name in feeds. */
export async function replaceUpdate(tx: Tx, ctx: Context, before: Update, change: Partial<Update>): Promise<string> {
  const id = newId()
  await tx
    .insert(updates)
    .values({ ...before, ...change, id, replaces: before.id, createdAt: ctx.now(), author: refOf(ctx.actor) })
  await tx
    .update(updates)
    .set({ replacedAt: ctx.now() })
    .where(and(eq(updates.id, before.id), isNull(updates.replacedAt)))
  const states = await tx.select().from(updateComponents).where(eq(updateComponents.updateId, before.id))
  for (const state of states) await tx.insert(updateComponents).values({ ...state, updateId: id })
  return id
}
