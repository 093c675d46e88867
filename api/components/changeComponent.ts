import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { components } from '../../db/schema.ts'
import { type Context, requireManager } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { lastPosition, requireGroup } from './addComponent.ts'
import { day, id, name, remark } from './fields.ts'

export const ChangeComponent = z.object({
  id,
  name: name.optional(),
  description: remark.optional(),
  groupId: id.nullish(),
  showcase: z.boolean().optional(),
  onlyShowIfDegraded: z.boolean().optional(),
  startDate: day.nullish(),
})

/**
 * Renames, describes or moves a component; what is not given stays as it is.
 * @returns its id
 * @throws missing, or invalid for an unknown group
 */
export async function changeComponent(
  ctx: Context,
  input: z.input<typeof ChangeComponent>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { id, ...change } = valid(ChangeComponent, input)
  const given = Object.fromEntries(Object.entries(change).filter(([field]) => field in input)) as Partial<typeof change>
  return commit(ctx, { key }, async (tx, record) => {
    const before = await liveComponent(tx, id)
    await requireGroup(tx, given.groupId, before.isGroup)
    const moved = given.groupId !== undefined && given.groupId !== before.groupId
    const position = moved ? (await lastPosition(tx, given.groupId ?? null)) + 1 : before.position
    await tx
      .update(components)
      .set({ ...given, position, updatedAt: ctx.now() })
      .where(eq(components.id, id))
    const was = Object.fromEntries(Object.keys(given).map((field) => [field, before[field as keyof typeof before]]))
    await record({ kind: 'component.changed', subject: id, before: was, after: given, audience: 'public' })
    return id
  })
}

/** @throws missing when there is no such component, or no longer */
export async function liveComponent(tx: Tx, id: string): Promise<typeof components.$inferSelect> {
  const [row] = await tx
    .select()
    .from(components)
    .where(and(eq(components.id, id), isNull(components.retiredAt)))
  if (!row) throw missing('component')
  return row
}
