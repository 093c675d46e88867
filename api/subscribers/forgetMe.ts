import { z } from 'zod'
import type { Context } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { eraseEverywhere } from './erase.ts'
import { subscriberOfToken, token } from './ofToken.ts'
import { dismissResume } from './resumeDue.ts'

export const ForgetMe = z.object({ token })

/**
 * "Delete me", by the subscriber's own link: the address and every choice are gone at once, and what was on its way is not
 * sent. The ledger and the log keep a number that names nobody.
 * @returns that number
 * @throws missing for a token that is not ours
 */
export async function forgetMe(ctx: Context, input: z.input<typeof ForgetMe>, key?: IdempotencyKey): Promise<string> {
  const { token } = valid(ForgetMe, input)
  return commit(ctx, { key }, async (tx, record) => {
    const { id } = await subscriberOfToken(ctx, token, 'manage', tx)
    await eraseEverywhere(tx, id)
    await dismissResume(tx, ctx, String(id))
    await record({ kind: 'subscriber.forgotten', subject: String(id), audience: 'internal' })
    return String(id)
  })
}
