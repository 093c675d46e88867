import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { conflict, invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { type Asker, askerOf, email, noteAsk, writePending } from './ask.ts'
import { followerOfToken, token } from './ofToken.ts'

export const AskAddressChange = z.object({ token, email })

/**
 * A subscriber wants to be written to elsewhere. Only the new address is mailed, within the limits of confirmations, and
 * nothing changes before its owner has pressed the button there. The caller does not learn whether we know that address:
 * known, unknown and limited take the same steps.
 * @returns the subscriber's number
 * @throws missing for a token that is not ours; invalid on `email`; conflict for who has left
 */
export async function askAddressChange(
  ctx: Context,
  input: z.input<typeof AskAddressChange>,
  key?: IdempotencyKey,
): Promise<string> {
  const { token, email } = valid(AskAddressChange, input)
  return commit(ctx, { key }, async (tx, record) => {
    const { id, channel, addressKey } = await followerOfToken(ctx, token, tx)
    if (channel !== 'email') throw conflict('no-mail-address', 'Only a subscription by mail has an address to change.')
    const at = ctx.now()
    const asker = await askerOf(tx, email, at)
    if (asker.key === addressKey) throw invalid({ email: 'This is the address that we write to already.' })
    await remember(tx, asker)
    const wanted = { newAddress: asker.address, newAddressKey: asker.key, newAddressAskedAt: at }
    await tx.update(subscribers).set(wanted).where(eq(subscribers.id, id))
    const tell = asker.mayWrite ? 'subscriber' : 'nobody'
    const after = { askedAt: at.getTime() }
    await record({ kind: 'subscriber.addressAsked', subject: String(id), audience: 'internal', after, tell })
    return String(id)
  })
}

/** The limits of a mailbox are read off the rows of its addresses: one that has none gets one, forgotten after a week. */
async function remember(tx: Tx, asker: Asker): Promise<void> {
  if (asker.known) await noteAsk(tx, asker, asker.mayWrite)
  else await writePending(tx, asker, { everything: false }, [])
}
