import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import type { ComponentState } from '../../db/vocabulary.ts'
import { claimedStates, endClaims } from '../components/claims.ts'
import { body, id } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { deriveStatus } from './deriveStatus.ts'
import { anyStatus, nextUpdateBy, notify, openIncidentOf, requireFuture, states } from './input.ts'
import { keepPromises, makePromise } from './promises.ts'
import { wording } from './wording.ts'
import { writeUpdate } from './writeUpdate.ts'

export const PostUpdate = z.object({
  incidentId: id,
  body,
  ...wording,
  /** Without it, the incident stays where it is. */
  status: anyStatus.optional(),
  components: states.default([]),
  nextUpdateBy,
  notify,
})

/**
 * Posts an update on a running incident. Resolving ends all of its claims, whatever states are named.
 * @param input `nextUpdateBy` an instant to come; `notify: false` changes the page only
 * @returns the update's id
 * @throws missing; conflict when the incident is resolved; invalid with a sentence per field
 */
export async function postUpdate(
  ctx: Context,
  input: z.input<typeof PostUpdate>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const post = valid(PostUpdate, input)
  requireFuture(ctx, post.nextUpdateBy)
  return commit(ctx, { key }, async (tx, record) => {
    const incident = await openIncidentOf(tx, post.incidentId)
    const status = post.status ?? (incident.status as z.infer<typeof anyStatus>)
    const resolving = status === 'resolved'
    if (resolving && post.nextUpdateBy) throw invalid({ nextUpdateBy: 'A resolved incident promises no next update.' })
    const because = { cause: 'incident', causeId: incident.id } as const
    const states = resolving ? await allOperational(tx, because.causeId, post.components) : post.components
    const row = { ...post, status, at: ctx.now(), states }
    const { updateId, components } = await writeUpdate(tx, ctx, because, row)
    if (resolving) await endClaims(tx, because, ctx.now())
    await keepPromises(tx, ctx, incident.id)
    await makePromise(tx, ctx, incident.id, post.nextUpdateBy)
    await deriveStatus(tx, ctx, incident.id)
    await record({
      kind: resolving ? 'incident.resolved' : 'incident.updated',
      subject: incident.id,
      incidentId: incident.id,
      before: { status: incident.status },
      after: { updateId, status, components },
      audience: 'public',
      tell: post.notify ? 'list' : 'nobody',
    })
    return updateId
  })
}

/** Every component that is still claimed or named, as working again. */
async function allOperational(
  tx: Tx,
  causeId: string,
  named: { id: string }[],
): Promise<{ id: string; state: ComponentState }[]> {
  const claimed = await claimedStates(tx, { cause: 'incident', causeId })
  return [...new Set([...claimed.keys(), ...named.map(({ id }) => id)])].map((id) => ({ id, state: 'operational' }))
}
