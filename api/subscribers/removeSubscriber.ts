import { z } from 'zod'
import { type Context, requireAdministrator } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { eraseEverywhere } from './erase.ts'

export const RemoveSubscriber = z.object({ id: z.string().regex(/^\d{1,15}$/, 'This is not a subscriber.') })

/**
 * Deletes a subscriber and the address with them, wherever it stands: "delete me". The log keeps a number that names nobody.
 * @returns that number
 * @throws missing
 */
export async function removeSubscriber(
  ctx: Context,
  input: z.input<typeof RemoveSubscriber>,
  key?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const { id } = valid(RemoveSubscriber, input)
  return commit(ctx, { key }, async (tx, record) => {
    if (!(await eraseEverywhere(tx, Number(id)))) throw missing('subscriber')
    await record({ kind: 'subscriber.forgotten', subject: id, audience: 'internal' })
    return id
  })
}
