import { z } from 'zod'
import type { SubscriberState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import { askerOf, email, nobody, noteAsk } from './ask.ts'

export const AskLink = z.object({ email })

/** Who has a page of their own that is worth a mail; whoever left, or never confirmed, is not written to. */
const hosts: readonly SubscriberState[] = ['active', 'paused', 'suppressed']

/**
 * Mails the link to their own page to whoever follows us under this address, within the limits of confirmations. The
 * caller does not learn whether anybody does: known, unknown and limited take the same steps.
 * @throws invalid on `email`
 */
export async function askLink(ctx: Context, input: z.input<typeof AskLink>): Promise<void> {
  const { email } = valid(AskLink, input)
  await commit(ctx, {}, async (tx, record) => {
    const asker = await askerOf(tx, email, ctx.now())
    const writes = asker.mayWrite && asker.known !== undefined && hosts.includes(asker.known.state)
    await noteAsk(tx, asker, writes)
    const subject = String(asker.known?.id ?? nobody)
    const tell = writes ? 'subscriber' : 'nobody'
    await record({ kind: 'subscriber.linkAsked', subject, audience: 'internal', tell })
    return subject
  })
}
