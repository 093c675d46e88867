import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader } from '../../db/open.ts'
import { people } from '../../db/schema.ts'
import { as, type Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { mailedToken, provesToken } from '../context/tokens.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import type { Person } from './actorOfSession.ts'
import { AddPerson, insertPerson } from './addPerson.ts'
import { hashPassword } from './passwords.ts'

export const SetUp = AddPerson.omit({ role: true }).extend({ token: z.string().max(100) })

/**
 * The token of the link that is printed while nobody administers the page; undefined as soon as somebody does.
 * It is made of the key alone, so that a later start prints the same one.
 */
export async function setUpToken(ctx: Context): Promise<string | undefined> {
  return (await hasAdministrator(ctx.db.read)) ? undefined : mailedToken(ctx.keys, 'setUp', 0, 0)
}

/** Whether a set-up link may still be used. */
export async function opensSetUp(ctx: Context, token: string): Promise<boolean> {
  return provesToken(ctx.keys, token, 'setUp', 0, 0) && !(await hasAdministrator(ctx.db.read))
}

/**
 * Makes the first administrator, once.
 * @throws missing when the link is wrong or used up; invalid with a sentence per field
 */
export async function setUp(ctx: Context, input: z.input<typeof SetUp>): Promise<Person> {
  if (!(await opensSetUp(ctx, String(input.token)))) throw missing('set-up link')
  const { name, email, password } = valid(SetUp, input)
  const passwordHash = await hashPassword(password)
  const role = 'administrator' as const
  const id = await commit(as(ctx, { kind: 'system' }), {}, async (tx, record) => {
    // Asked again under the write lock: of two who hold the link, one gets in.
    if (await hasAdministrator(tx)) throw missing('set-up link')
    return insertPerson(ctx, tx, record, { name, email, role, passwordHash })
  })
  const [row] = await ctx.db.read.select().from(people).where(eq(people.id, id))
  return { kind: 'person', id, number: row?.number ?? 0, name, role }
}

async function hasAdministrator(reader: Pick<Reader, 'select'>): Promise<boolean> {
  const [row] = await reader.select({ id: people.id }).from(people).where(eq(people.role, 'administrator')).limit(1)
  return row !== undefined
}
