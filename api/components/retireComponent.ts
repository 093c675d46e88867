import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { claims, components } from '../../db/schema.ts'
import { type Context, requireManager } from '../context/context.ts'
import { conflict } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { liveComponent } from './changeComponent.ts'
import { id } from './fields.ts'

export const RetireComponent = z.object({ id })

/**
 * Takes a component off the page; its history stays with the incidents it was part of.
 * @returns its id
 * @throws missing; conflict while a group has members or something still claims that the component is down
 */
export async function retireComponent(
  ctx: Context,
  input: z.input<typeof RetireComponent>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const { id } = valid(RetireComponent, input)
  return commit(ctx, { key }, async (tx, record) => {
    const before = await liveComponent(tx, id)
    const members = await tx
      .select()
      .from(components)
      .where(and(eq(components.groupId, id), isNull(components.retiredAt)))
      .limit(1)
    if (members.length > 0) throw conflict('group-not-empty', 'Move or retire the components of this group first.')
    const open = await tx
      .select()
      .from(claims)
      .where(and(eq(claims.componentId, id), isNull(claims.endedAt), isNull(claims.replacedAt)))
      .limit(1)
    if (open.length > 0)
      throw conflict('component-in-trouble', 'This component is not operational. Resolve what affects it first.')
    await tx.update(components).set({ retiredAt: ctx.now(), updatedAt: ctx.now() }).where(eq(components.id, id))
    await record({ kind: 'component.retired', subject: id, before: { name: before.name }, audience: 'public' })
    return id
  })
}
