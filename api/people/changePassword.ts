import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { people } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { forbidden, invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import { type Limits, takeTry } from './limits.ts'
import { luciaOf } from './lucia.ts'
import { hashPassword, password, provesPassword } from './passwords.ts'

export const ChangePassword = z.object({
  current: z.string('Your password is needed.').min(1, 'Your password is needed.').max(1000),
  password,
})

/**
 * Gives the actor a new password and ends all their sessions; who calls it opens a new one.
 * @returns their id
 * @throws invalid when the current password is wrong; tooMany after 10 tries in 15 minutes
 */
export async function changePassword(
  ctx: Context,
  input: z.input<typeof ChangePassword>,
  limits: Limits,
): Promise<string> {
  const { actor } = ctx
  if (actor.kind !== 'person') throw forbidden('Only a person has a password.')
  const { current, password } = valid(ChangePassword, input)
  takeTry(limits, { account: actor.id })
  const [row] = await ctx.db.read.select().from(people).where(eq(people.id, actor.id))
  if (!(await provesPassword(row?.passwordHash, current)))
    throw invalid({ current: 'This is not your current password.' })
  const passwordHash = await hashPassword(password)
  return commit(ctx, {}, async (tx, record) => {
    await tx.update(people).set({ passwordHash }).where(eq(people.id, actor.id))
    await luciaOf(ctx, tx).invalidateUserSessions(actor.id)
    await record({ kind: 'person.signedOut', subject: actor.id, after: { because: 'password' }, audience: 'internal' })
    return actor.id
  })
}
