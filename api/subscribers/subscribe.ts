import { z } from 'zod'
import type { Context } from '../context/context.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import { askerOf, email, noteAsk, writePending } from './ask.ts'
import { choice, columnsOf, floor, language, requireComponents, someKinds, usualKinds } from './choice.ts'

export const Subscribe = z.object({
  email,
  components: choice,
  kinds: someKinds.default(usualKinds),
  floor: floor.default('all'),
  language: language.default('en'),
})

/**
 * Asks to be told by mail. Nothing is told before the owner of the address has confirmed; the confirmation is mailed
 * unless the address was written to lately. A subscriber gets the link to their own page instead, and nothing of theirs
 * changes. The caller learns none of that: known, unknown and limited take the same steps.
 * @param input `components` none for everything; `kinds` incidents, maintenance and post-mortems unless said
 * @throws invalid on the field that is wrong
 */
export async function subscribe(ctx: Context, input: z.input<typeof Subscribe>): Promise<void> {
  const { components, ...wanted } = valid(Subscribe, input)
  const chosen = { everything: components.length === 0, ...columnsOf(wanted) }
  await commit(ctx, {}, async (tx, record) => {
    await requireComponents(tx, components)
    const asker = await askerOf(tx, wanted.email, ctx.now())
    const tell = asker.mayWrite ? 'subscriber' : 'nobody'
    if (asker.known && asker.follows) {
      await noteAsk(tx, asker, asker.mayWrite)
      const subject = String(asker.known.id)
      await record({ kind: 'subscriber.linkAsked', subject, audience: 'internal', tell })
      return subject
    }
    const subject = String(await writePending(tx, asker, chosen, components))
    await record({ kind: 'subscriber.asked', subject, audience: 'internal', tell })
    return subject
  })
}
