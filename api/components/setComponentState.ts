import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { components } from '../../db/schema.ts'
import { componentStates } from '../../db/vocabulary.ts'
import { type Context, requireManager } from '../context/context.ts'
import { invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { liveComponent } from './changeComponent.ts'
import { claimedStates, claimState } from './claims.ts'
import { id } from './fields.ts'

export const SetComponentState = z.object({ id, state: z.enum(componentStates, 'There is no such state.') })

/**
 * Claims a state by hand. `operational` takes only the hand's own claim back: what an incident says stays.
 * @returns the component's id
 * @throws missing; invalid for a group, whose state follows from its members
 */
export async function setComponentState(
  ctx: Context,
  input: z.input<typeof SetComponentState>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { id, state } = valid(SetComponentState, input)
  return commit(ctx, { key }, async (tx, record) => {
    const component = await liveComponent(tx, id)
    if (component.isGroup) throw invalid({ state: "A group's state follows from its members." })
    const hand = { cause: 'hand', causeId: id } as const
    const before = (await claimedStates(tx, hand)).get(id) ?? 'operational'
    await claimState(tx, hand, id, state, ctx.now(), ctx.now())
    await tx.update(components).set({ updatedAt: ctx.now() }).where(eq(components.id, id))
    await record({
      kind: 'component.stateSet',
      subject: id,
      before: { state: before },
      after: { state, components: [id] },
      audience: 'public',
    })
    return id
  })
}
