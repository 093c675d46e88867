import { z } from 'zod'
import { incidents } from '../../db/schema.ts'
import { body, name, remark } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { deriveStatus } from './deriveStatus.ts'
import { impact, nextUpdateBy, notify, openStatus, requireFuture, severity, states } from './input.ts'
import { makePromise } from './promises.ts'
import { wording } from './wording.ts'
import { writeUpdate } from './writeUpdate.ts'

export const OpenIncident = z.object({
  name,
  body,
  ...wording,
  status: openStatus.default('investigating'),
  components: states.default([]),
  severity,
  impactOverride: impact,
  advice: remark,
  notAffected: remark,
  nextUpdateBy,
  notify,
})

/**
 * Opens an incident with its first update; the components it names take the states it claims.
 * @param input `nextUpdateBy` an instant to come; `notify: false` changes the page only
 * @returns the incident's id
 * @throws invalid with a sentence per field
 */
export async function openIncident(
  ctx: Context,
  input: z.input<typeof OpenIncident>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const opened = valid(OpenIncident, input)
  requireFuture(ctx, opened.nextUpdateBy)
  return commit(ctx, { key }, async (tx, record) => {
    const id = newId()
    const at = ctx.now()
    await tx.insert(incidents).values({
      id,
      kind: 'incident',
      name: opened.name,
      status: opened.status,
      impact: 'none',
      impactOverride: opened.impactOverride ?? null,
      severity: opened.severity ?? null,
      advice: opened.advice,
      notAffected: opened.notAffected,
      startedAt: at,
      createdAt: at,
      updatedAt: at,
    })
    const because = { cause: 'incident', causeId: id } as const
    const post = { incidentId: id, at, states: opened.components, ...opened }
    const { updateId, components } = await writeUpdate(tx, ctx, because, post)
    await makePromise(tx, ctx, id, opened.nextUpdateBy)
    const status = await deriveStatus(tx, ctx, id)
    const after = { updateId, status, components, severity: opened.severity ?? null }
    await record({
      kind: 'incident.opened',
      subject: id,
      incidentId: id,
      after,
      audience: 'public',
      tell: opened.notify ? 'list' : 'nobody',
    })
    return id
  })
}
