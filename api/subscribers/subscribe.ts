import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import { type Address, parseAddress } from './address.ts'
import { choice, requireComponents, writeChoice } from './choice.ts'
import { mayWrite, remembered } from './limits.ts'

export const Subscribe = z.object({
  email: z.string('An address is needed.').trim().min(1, 'An address is needed.').max(320, 'This address is too long.'),
  components: choice,
})

/**
 * Asks to be told by mail. Nothing is told before the owner of the address has confirmed; the confirmation is mailed
 * unless the address is a subscriber already, or was written to lately. The caller learns none of that: known, unknown
 * and limited take the same steps.
 * @param input `components` none for everything
 * @throws invalid on `email` or `components`
 */
export async function subscribe(ctx: Context, input: z.input<typeof Subscribe>): Promise<void> {
  const { email, components } = valid(Subscribe, input)
  const address = parseAddress(email)
  await commit(ctx, {}, async (tx, record) => {
    await requireComponents(tx, components)
    const known = await knownAs(tx, address)
    const follows = known?.state === 'active' || known?.state === 'paused'
    const writes = (await mayWrite(tx, address.key, ctx.now())) && !follows
    const id = await writeAsk(tx, ctx, address, known, { writes, follows, components })
    const tell = writes ? 'subscriber' : 'nobody'
    await record({ kind: 'subscriber.asked', subject: String(id), audience: 'internal', tell })
    return String(id)
  })
}

type Known = typeof subscribers.$inferSelect

async function knownAs(tx: Tx, { key }: Address): Promise<Known | undefined> {
  const mine = and(eq(subscribers.channel, 'email'), eq(subscribers.addressKey, key))
  const [known] = await tx.select().from(subscribers).where(mine)
  return known
}

type Ask = { writes: boolean; follows: boolean; components: string[] }

async function writeAsk(tx: Tx, ctx: Context, { address, key }: Address, known: Known | undefined, ask: Ask) {
  const at = ctx.now()
  const recent = (known?.asks ?? []).filter((time) => time > at.getTime() - remembered)
  const asks = ask.writes ? [...recent, at.getTime()] : recent
  if (known && ask.follows) {
    await tx.update(subscribers).set({ askedAt: at, asks }).where(eq(subscribers.id, known.id))
    return known.id
  }
  const asked = { address, state: 'pending', everything: ask.components.length === 0, askedAt: at, asks } as const
  const [row] = await tx
    .insert(subscribers)
    .values({ addressKey: key, createdAt: at, ...asked })
    .onConflictDoUpdate({ target: [subscribers.channel, subscribers.addressKey], set: asked })
    .returning({ id: subscribers.id })
  const id = row?.id as number
  await writeChoice(tx, id, ask.components)
  return id
}
