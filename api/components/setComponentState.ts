import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { components } from '../../db/schema.ts'
import { type ComponentState, componentStates } from '../../db/vocabulary.ts'
import { type Context, requireManager } from '../context/context.ts'
import { invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { liveComponent } from './changeComponent.ts'
import { claimedStates, claimState, shownStates } from './claims.ts'
import { id } from './fields.ts'

export const SetComponentState = z.object({
  id,
  state: z.enum(componentStates, 'There is no such state.'),
  /** Nobody is told unless asked for: customers want to know why, and an incident says so. */
  notify: z.boolean().default(false),
})

/**
 * Claims a state by hand. `operational` takes only the hand's own claim back: what an incident says stays.
 * @param input `notify` tells those who follow it, if what the page shows really changed
 * @returns the component's id
 * @throws missing; invalid for a group, whose state follows from its members
 */
export async function setComponentState(
  ctx: Context,
  input: z.input<typeof SetComponentState>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { id, state, notify } = valid(SetComponentState, input)
  return commit(ctx, { key }, async (tx, record) => {
    const component = await liveComponent(tx, id)
    if (component.isGroup) throw invalid({ state: "A group's state follows from its members." })
    const hand = { cause: 'hand', causeId: id } as const
    const before = (await claimedStates(tx, hand)).get(id) ?? 'operational'
    const shownBefore = await shownState(tx, id)
    await claimState(tx, hand, id, state, ctx.now(), ctx.now())
    await tx.update(components).set({ updatedAt: ctx.now() }).where(eq(components.id, id))
    const shown = await shownState(tx, id)
    await record({
      kind: 'component.stateSet',
      subject: id,
      before: { state: before, shown: shownBefore },
      after: { state, shown, components: [id] },
      audience: 'public',
      tell: notify && shown !== shownBefore ? 'list' : 'nobody',
    })
    return id
  })
}

/** What the page shows: the worst that anybody says of it. */
async function shownState(tx: Tx, id: string): Promise<ComponentState> {
  return (await shownStates(tx)).get(id) ?? 'operational'
}
