import { and, count, eq, isNull, max } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { components, page } from '../../db/schema.ts'
import { type Context, requireManager } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { conflict, invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { dayOf } from '../context/zones.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { day, id, name, remark } from './fields.ts'

export const AddComponent = z.object({
  name,
  description: remark,
  isGroup: z.boolean().default(false),
  groupId: id.nullish(),
  showcase: z.boolean().default(true),
  onlyShowIfDegraded: z.boolean().default(false),
  /** The first day of which anything is known: today unless said, `null` for "as long as anybody can remember". */
  startDate: day.nullish(),
})

/** A page of more than this is no page that anybody reads. */
const most = 500

/**
 * Adds a component or a group at the end of its list.
 * @returns its id
 * @throws invalid for a group inside a group or an unknown group; conflict at 500 components
 */
export async function addComponent(
  ctx: Context,
  input: z.input<typeof AddComponent>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const added = valid(AddComponent, input)
  return commit(ctx, { key }, async (tx, record) => {
    await refuseTooMany(tx)
    await requireGroup(tx, added.groupId, added.isGroup)
    const row = {
      ...added,
      id: newId(),
      groupId: added.groupId ?? null,
      startDate: added.startDate === undefined && !added.isGroup ? await today(tx, ctx) : (added.startDate ?? null),
      position: (await lastPosition(tx, added.groupId ?? null)) + 1,
      createdAt: ctx.now(),
      updatedAt: ctx.now(),
    }
    await tx.insert(components).values(row)
    await record({ kind: 'component.added', subject: row.id, after: added, audience: 'public' })
    return row.id
  })
}

async function refuseTooMany(tx: Tx) {
  const [row] = await tx.select({ n: count() }).from(components).where(isNull(components.retiredAt))
  if ((row?.n ?? 0) >= most)
    throw conflict('too-many-components', `A page can hold ${most} components; retire some first.`)
}

/** A page that began today must not show ninety green days. */
async function today(tx: Tx, ctx: Context): Promise<string> {
  const [own] = await tx.select({ timeZone: page.timeZone }).from(page)
  return dayOf(ctx.now(), own?.timeZone ?? 'Etc/UTC')
}

/** One level of grouping: a component may stand in a group, a group in nothing. */
export async function requireGroup(tx: Tx, groupId: string | null | undefined, isGroup: boolean): Promise<void> {
  if (!groupId) return
  if (isGroup) throw invalid({ groupId: 'A group cannot stand inside another group.' })
  const [group] = await tx
    .select()
    .from(components)
    .where(and(eq(components.id, groupId), isNull(components.retiredAt)))
  if (!group?.isGroup) throw invalid({ groupId: 'There is no such group.' })
}

export async function lastPosition(tx: Tx, groupId: string | null): Promise<number> {
  const [row] = await tx
    .select({ last: max(components.position) })
    .from(components)
    .where(groupId === null ? isNull(components.groupId) : eq(components.groupId, groupId))
  return row?.last ?? 0
}
