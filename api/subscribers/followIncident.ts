import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { subscriberIncidents } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import { type Asker, askerOf, email, noteAsk, writePending } from './ask.ts'
import { columnsOf, language, usualKinds } from './choice.ts'
import { incident, requireFollowable, what } from './oneIncident.ts'

export const FollowIncident = z.object({
  email,
  incident,
  what: what.default('updates'),
  language: language.default('en'),
})

/**
 * Asks to be told of one incident or maintenance, or of its awaited post-mortem alone. Its owner confirms the address as for
 * every subscription. A subscriber gets the link to their own page instead, where one button adds it: a stranger changes
 * nothing of theirs. The caller learns none of that: known, unknown and limited take the same steps.
 * @throws invalid; missing when there is no such incident; conflict when there is nothing left to hear of it
 */
export async function followIncident(ctx: Context, input: z.input<typeof FollowIncident>): Promise<void> {
  const { incident, what, ...wanted } = valid(FollowIncident, input)
  await commit(ctx, {}, async (tx, record) => {
    await requireFollowable(tx, incident, what)
    const asker = await askerOf(tx, wanted.email, ctx.now())
    const tell = asker.mayWrite ? 'subscriber' : 'nobody'
    const after = { incident, what }
    if (asker.known && asker.follows) {
      await noteAsk(tx, asker, asker.mayWrite)
      const subject = String(asker.known.id)
      await record({ kind: 'subscriber.linkAsked', subject, audience: 'internal', after, tell })
      return subject
    }
    const subscriberId = await pendingOf(tx, asker, wanted.language)
    await writeFollowed(tx, subscriberId, incident, what)
    await record({ kind: 'subscriber.asked', subject: String(subscriberId), audience: 'internal', after, tell })
    return String(subscriberId)
  })
}

/** Puts one incident among those that a subscriber follows. */
export async function writeFollowed(
  tx: Tx,
  subscriberId: number,
  incidentId: string,
  what: 'updates' | 'postmortem',
): Promise<void> {
  const { subscriberId: subscriber, incidentId: incident } = subscriberIncidents
  await tx
    .insert(subscriberIncidents)
    .values({ subscriberId, incidentId, what })
    .onConflictDoUpdate({ target: [subscriber, incident], set: { what } })
}

/** Somebody who has asked for more and not confirmed yet keeps what they asked for. */
async function pendingOf(tx: Tx, asker: Asker, language: z.output<typeof FollowIncident>['language']): Promise<number> {
  if (asker.known?.state === 'pending') {
    await noteAsk(tx, asker, asker.mayWrite)
    return asker.known.id
  }
  const usual = columnsOf({ kinds: usualKinds, floor: 'all', language })
  return writePending(tx, asker, { everything: false, ...usual }, [])
}
