import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../../db/schema.ts'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { conflict, missing } from '../../context/problems.ts'
import { valid } from '../../context/valid.ts'
import { commit, type IdempotencyKey } from '../../events/commit.ts'
import { wantsSomething } from '../wanting.ts'
import { askThese } from './askThese.ts'

export const AskAgain = z.object({ id: z.string().regex(/^\d{1,15}$/, 'This is not a subscriber.') })

/**
 * Sends somebody who has not confirmed the mail to do so once more.
 * @returns the subscriber's number
 * @throws missing; conflict for who has confirmed or left, and for a mailbox that was written to lately: once in 24 hours,
 * three times in a week
 */
export async function askAgain(ctx: Context, input: z.input<typeof AskAgain>, key?: IdempotencyKey): Promise<string> {
  requireAdministrator(ctx)
  const { id } = valid(AskAgain, input)
  return commit(ctx, { key }, async (tx, record) => {
    const [row] = await tx
      .select()
      .from(subscribers)
      .where(eq(subscribers.id, Number(id)))
    if (!row) throw missing('subscriber')
    const address = row.channel === 'email' ? row.addressKey : row.ownerAddress?.toLowerCase()
    if (row.state !== 'pending' || !address)
      throw conflict('not-pending', 'Only who has not confirmed yet can be asked again.')
    const wish = and(eq(subscribers.id, row.id), wantsSomething)
    if ((await tx.select({ id: subscribers.id }).from(subscribers).where(wish)).length === 0)
      throw conflict('nothing-asked', 'Nobody asked for mail here: a subscriber wants to move to this address.')
    const asked = await askThese(tx, ctx, record, [{ id: row.id, key: address }], false)
    if (asked === 0)
      throw conflict(
        'asked-lately',
        'This mailbox was asked lately. At most one such mail goes there in 24 hours, and three in a week.',
      )
    return id
  })
}
