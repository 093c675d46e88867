import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { components } from '../../db/schema.ts'
import { type Context, requireManager } from '../context/context.ts'
import { invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { id } from './fields.ts'

export const OrderComponents = z.object({
  /** The group whose members are put in order; without it, the top level. */
  groupId: id.nullish(),
  ids: z.array(id).min(1, 'Name the components in their new order.').max(500),
})

/**
 * Puts the members of one list in order: all of them, each once.
 * @returns the id of the group, or `top`
 * @throws invalid when the ids are not exactly those of the list
 */
export async function orderComponents(
  ctx: Context,
  input: z.input<typeof OrderComponents>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { groupId, ids } = valid(OrderComponents, input)
  return commit(ctx, { key }, async (tx, record) => {
    const list = groupId ? eq(components.groupId, groupId) : isNull(components.groupId)
    const before = await tx
      .select()
      .from(components)
      .where(and(list, isNull(components.retiredAt)))
      .orderBy(components.position)
    const known = new Set(before.map((row) => row.id))
    if (ids.length !== known.size || new Set(ids).size !== ids.length || !ids.every((one) => known.has(one)))
      throw invalid({ ids: 'Name every component of this list exactly once.' })
    for (const [index, one] of ids.entries())
      await tx
        .update(components)
        .set({ position: index + 1 })
        .where(eq(components.id, one))
    await record({
      kind: 'component.ordered',
      subject: groupId ?? 'top',
      before: before.map((row) => row.id),
      after: ids,
      audience: 'public',
    })
    return groupId ?? 'top'
  })
}
