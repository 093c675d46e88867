import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { components, subscriberIncidents, subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { choice, columnsOf, floor, kinds, language, requireComponents, writeChoice } from './choice.ts'
import { followerOfToken, token } from './ofToken.ts'

export const ChangeChoices = z.object({
  token,
  /** Every component, also ones added later; `components` is then left aside. */
  everything: z.boolean().default(false),
  components: choice,
  kinds,
  floor,
  language,
})

/**
 * A subscriber says anew what they want to hear of, through their own link. Whatever was on its way goes by the old choice.
 * @param input `components` ids of components, and of groups: those stand for their members, also ones added later
 * @returns the subscriber's number
 * @throws missing for a token that is not ours; conflict for who has left; invalid when nothing at all is chosen
 */
export async function changeChoices(
  ctx: Context,
  input: z.input<typeof ChangeChoices>,
  key?: IdempotencyKey,
): Promise<string> {
  const { token, everything, components, ...chosen } = valid(ChangeChoices, input)
  const ids = everything ? [] : components
  return commit(ctx, { key }, async (tx, record) => {
    const { id } = await followerOfToken(ctx, token, tx)
    await requireComponents(tx, ids)
    if (!(await followsOne(tx, id))) requireSome(everything || ids.length > 0, chosen.kinds.length > 0)
    await tx
      .update(subscribers)
      .set({ everything, ...columnsOf(chosen) })
      .where(eq(subscribers.id, id))
    await writeChoice(tx, id, await withoutMembers(tx, ids))
    await record({ kind: 'subscriber.changed', subject: String(id), audience: 'internal', after: chosen })
    return String(id)
  })
}

/** Who follows a single incident hears of that, whatever else they leave out. */
async function followsOne(tx: Tx, subscriberId: number): Promise<boolean> {
  const rows = await tx
    .select()
    .from(subscriberIncidents)
    .where(eq(subscriberIncidents.subscriberId, subscriberId))
    .limit(1)
  return rows.length > 0
}

function requireSome(components: boolean, kinds: boolean): void {
  const fields = {
    ...(components
      ? {}
      : { components: 'Choose at least one component. To hear nothing for a while, pause; or leave.' }),
    ...(kinds ? {} : { kinds: 'Choose at least one kind of news. To hear nothing for a while, pause; or leave.' }),
  }
  if (Object.keys(fields).length > 0) throw invalid(fields)
}

/** A group says it for its members. */
async function withoutMembers(tx: Tx, ids: string[]): Promise<string[]> {
  const rows =
    ids.length > 0 ? await tx.select({ id: components.id, groupId: components.groupId }).from(components) : []
  const groupOf = new Map(rows.map(({ id, groupId }) => [id, groupId]))
  return ids.filter((id) => !ids.includes(groupOf.get(id) ?? ''))
}
