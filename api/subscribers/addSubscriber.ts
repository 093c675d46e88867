import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../db/schema.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { conflict } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { parseAddress } from './address.ts'
import { choice, requireComponents, writeChoice } from './choice.ts'

export const AddSubscriber = z.object({
  email: z.string('An address is needed.').max(320, 'This address is too long.'),
  components: choice,
  /** The administrator says that the owner of the address agreed; who said so stands in the log. */
  attested: z.literal(true, 'Say that the owner of the address has agreed.'),
})

/**
 * Adds somebody who agreed elsewhere, without a confirmation mail.
 * @param input `components` none for everything
 * @returns the subscriber's number
 * @throws invalid; conflict for an address that is subscribed already
 */
export async function addSubscriber(
  ctx: Context,
  input: z.input<typeof AddSubscriber>,
  key?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const { email, components } = valid(AddSubscriber, input)
  const address = parseAddress(email)
  return commit(ctx, { key }, async (tx, record) => {
    await requireComponents(tx, components)
    const mine = and(eq(subscribers.channel, 'email'), eq(subscribers.addressKey, address.key))
    const [known] = await tx.select().from(subscribers).where(mine)
    if (known?.state === 'active') throw conflict('already-subscribed', 'This address is subscribed already.')
    const at = ctx.now()
    const state = { state: 'active', confirmedAt: at, leftAt: null, suppressedAt: null, suppressedFor: null } as const
    const agreed = { address: address.address, everything: components.length === 0, askedAt: at, ...state }
    const [row] = await tx
      .insert(subscribers)
      .values({ addressKey: address.key, createdAt: at, asks: [], ...agreed })
      .onConflictDoUpdate({ target: [subscribers.channel, subscribers.addressKey], set: agreed })
      .returning({ id: subscribers.id })
    const id = row?.id as number
    await writeChoice(tx, id, components)
    await record({ kind: 'subscriber.confirmed', subject: String(id), audience: 'internal', after: { attested: true } })
    return String(id)
  })
}
