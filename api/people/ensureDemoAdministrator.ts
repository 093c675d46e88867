import { eq } from 'drizzle-orm'
import { people } from '../../db/schema.ts'
import { as, type Context } from '../context/context.ts'
import { commit } from '../events/commit.ts'
import { keep } from '../events/keep.ts'
import { emailKeyOf, insertPerson } from './addPerson.ts'
import { luciaOf } from './lucia.ts'
import { hashPassword } from './passwords.ts'

/** The one who signs in to the demo. */
export const demoEmail = 'demo@example.org'

/**
 * Gives the demo its administrator, or the one it has a new password: the earlier one and its sessions are over.
 * @param password printed at this start, and nowhere else
 * @returns their id
 */
export async function ensureDemoAdministrator(ctx: Context, password: string): Promise<string> {
  if (!ctx.config.demo) throw new Error('Only the demo has a demo administrator.')
  const passwordHash = await hashPassword(password)
  const [row] = await ctx.db.read
    .select()
    .from(people)
    .where(eq(people.emailKey, emailKeyOf(demoEmail)))
  if (row) {
    await keep(
      ctx,
      async (tx) => {
        await tx.update(people).set({ passwordHash }).where(eq(people.id, row.id))
        await luciaOf(ctx, tx).invalidateUserSessions(row.id)
      },
      'urgent',
    )
    return row.id
  }
  const person = { name: 'Demo administrator', email: demoEmail, role: 'administrator', passwordHash } as const
  return commit(as(ctx, { kind: 'system' }), {}, (tx, record) => insertPerson(ctx, tx, record, person))
}
