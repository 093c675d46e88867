import type { z } from 'zod'
import type { Context } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import type { IdempotencyKey } from '../events/commit.ts'
import { PostUpdate, postUpdate } from './postUpdate.ts'

export const ResolveIncident = PostUpdate.pick({
  incidentId: true,
  body: true,
  language: true,
  translations: true,
  notify: true,
})

/**
 * Says that it is over: the last update, and all of the incident's claims end.
 * @returns the update's id
 * @throws what `postUpdate` throws
 */
export async function resolveIncident(
  ctx: Context,
  input: z.input<typeof ResolveIncident>,
  key?: IdempotencyKey,
): Promise<string> {
  return postUpdate(ctx, { ...valid(ResolveIncident, input), status: 'resolved' }, key)
}
