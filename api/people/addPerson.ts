import { eq, max } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { people } from '../../db/schema.ts'
import { roles } from '../../db/vocabulary.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey, type Record as RecordFact } from '../events/commit.ts'
import { hashPassword, password } from './passwords.ts'

export const email = z
  .string('An address is needed.')
  .trim()
  .max(254, 'This address is too long.')
  .regex(/^[^\s@<>",;:()[\]\\]+@[^\s@<>",;:()[\]\\]+$/, 'This is not a mail address.')

export const AddPerson = z.object({
  name: z
    .string('A name is needed.')
    .trim()
    .min(1, 'A name is needed.')
    .max(80, 'The name may have at most 80 characters.'),
  email,
  role: z.enum(roles, 'There is no such role.'),
  password,
})
export type NewPerson = Omit<z.output<typeof AddPerson>, 'password'> & { passwordHash: string }

/**
 * Adds somebody who may sign in.
 * @returns their id
 * @throws invalid when the address is taken
 */
export async function addPerson(ctx: Context, input: z.input<typeof AddPerson>, key?: IdempotencyKey): Promise<string> {
  requireAdministrator(ctx)
  const { password, ...person } = valid(AddPerson, input)
  const passwordHash = await hashPassword(password)
  return commit(ctx, { key }, (tx, record) => insertPerson(ctx, tx, record, { ...person, passwordHash }))
}

/** In the transaction of whoever may add them; the log names them by id and role only. */
export async function insertPerson(ctx: Context, tx: Tx, record: RecordFact, person: NewPerson): Promise<string> {
  const emailKey = emailKeyOf(person.email)
  const [taken] = await tx.select({ id: people.id }).from(people).where(eq(people.emailKey, emailKey))
  if (taken) throw invalid({ email: 'Somebody with this address can sign in already.' })
  const [row] = await tx.select({ last: max(people.number) }).from(people)
  const id = newId()
  await tx.insert(people).values({ ...person, id, number: (row?.last ?? 0) + 1, emailKey, createdAt: ctx.now() })
  await record({ kind: 'person.added', subject: id, after: { role: person.role }, audience: 'internal' })
  return id
}

/** One spelling per address. */
export function emailKeyOf(address: string): string {
  return address.trim().normalize('NFC').toLowerCase()
}
