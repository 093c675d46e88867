import { z } from 'zod'
import { body, id } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { conflict } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { replaceUpdate, standingUpdate } from './correctUpdate.ts'
import { deriveStatus } from './deriveStatus.ts'

export const RetractUpdate = z.object({ updateId: id, reason: body })

const endings = ['resolved', 'completed', 'cancelled', 'postmortem']

/**
 * Withdraws an update, visibly and with a reason. The states it set stay until a later post changes them.
 * @returns the id of the withdrawing row
 * @throws missing; conflict when it was replaced meanwhile, or when it is the one that ended the incident
 */
export async function retractUpdate(
  ctx: Context,
  input: z.input<typeof RetractUpdate>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { updateId, reason } = valid(RetractUpdate, input)
  return commit(ctx, { key }, async (tx, record) => {
    const before = await standingUpdate(tx, updateId)
    if (endings.includes(before.status))
      throw conflict(
        'update-ends-incident',
        'This update ended the incident and cannot be withdrawn. Correct it, or open a new incident.',
      )
    const newer = await replaceUpdate(tx, ctx, before, { body: reason, format: 'markdown', retractedAt: ctx.now() })
    const status = await deriveStatus(tx, ctx, before.incidentId)
    await record({
      kind: 'incident.retracted',
      subject: before.incidentId,
      incidentId: before.incidentId,
      before: { updateId, status: before.status },
      after: { updateId: newer, status, components: [] },
      audience: 'public',
    })
    return newer
  })
}
