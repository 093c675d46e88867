import { and, eq, isNull, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { apiKeys, deliveries, drafts, people } from '../../db/schema.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { conflict, missing } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey, type Record } from '../events/commit.ts'
import { luciaOf } from './lucia.ts'

export const ForgetPerson = z.object({ id: z.string().max(64) })

/**
 * Somebody who signs in is forgotten: name, address, password, second factor, sessions and what they were typing are
 * deleted, and their keys open nothing any more. The log and their posts keep an id that names nobody.
 * @returns that id
 * @throws missing, also when they are forgotten already; conflict for the last administrator
 */
export async function forgetPerson(
  ctx: Context,
  input: z.input<typeof ForgetPerson>,
  key?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const { id } = valid(ForgetPerson, input)
  return commit(ctx, { key }, async (tx, record) => {
    const [person] = await tx.select().from(people).where(eq(people.id, id))
    if (!person || person.name === '') throw missing('person')
    await refuseLastAdministrator(tx, person)
    await revokeKeysOf(tx, ctx, id, record)
    await luciaOf(ctx, tx).invalidateUserSessions(id)
    await tx.delete(drafts).where(eq(drafts.personId, id))
    await tx
      .update(deliveries)
      .set({ outcome: null })
      .where(and(eq(deliveries.recipientKind, 'person'), eq(deliveries.recipientId, person.number)))
    const nobody = { name: '', email: '', emailKey: `forgotten ${id}`, passwordHash: null, totpSeed: null }
    const disabledAt = person.disabledAt ?? ctx.now()
    await tx
      .update(people)
      .set({ ...nobody, role: 'viewer', epoch: person.epoch + 1, disabledAt })
      .where(eq(people.id, id))
    await record({ kind: 'person.forgotten', subject: id, audience: 'internal' })
    return id
  })
}

/** Nobody could let anybody in again. */
async function refuseLastAdministrator(tx: Tx, { id, role, disabledAt }: typeof people.$inferSelect): Promise<void> {
  if (role !== 'administrator' || disabledAt) return
  const others = and(eq(people.role, 'administrator'), isNull(people.disabledAt), ne(people.id, id))
  const [other] = await tx.select({ id: people.id }).from(people).where(others).limit(1)
  if (!other) throw conflict('last-administrator', 'This is the last administrator. Let somebody else be one first.')
}

async function revokeKeysOf(tx: Tx, ctx: Context, personId: string, record: Record): Promise<void> {
  const live = and(eq(apiKeys.personId, personId), isNull(apiKeys.revokedAt))
  const gone = await tx.update(apiKeys).set({ revokedAt: ctx.now() }).where(live).returning({ id: apiKeys.id })
  for (const { id } of gone) await record({ kind: 'key.revoked', subject: id, audience: 'internal' })
}
