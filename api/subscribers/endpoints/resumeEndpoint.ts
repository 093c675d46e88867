import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../../db/schema.ts'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { conflict } from '../../context/problems.ts'
import { valid } from '../../context/valid.ts'
import { commit, type IdempotencyKey } from '../../events/commit.ts'
import { dismissResume } from '../resumeDue.ts'
import { endpointOf } from './endpoint.ts'
import { id } from './fields.ts'

export const ResumeEndpoint = z.object({ id })

/**
 * Ends the pause of an endpoint: it is told what is said from now on.
 * @returns the endpoint's number
 * @throws missing; conflict when there is no pause to end
 */
export async function resumeEndpoint(
  ctx: Context,
  input: z.input<typeof ResumeEndpoint>,
  key?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const { id } = valid(ResumeEndpoint, input)
  return commit(ctx, { key }, async (tx, record) => {
    const row = await endpointOf(tx, id)
    if (row.state !== 'paused') throw conflict('not-paused', 'There is no pause to end.')
    await tx.update(subscribers).set({ state: 'active', pausedUntil: null }).where(eq(subscribers.id, row.id))
    await dismissResume(tx, ctx, id)
    await record({ kind: 'subscriber.resumed', subject: id, audience: 'internal' })
    return id
  })
}
