import { asc, ne, sql } from 'drizzle-orm'
import { people } from '../../db/schema.ts'
import { type Context, requireAdministrator } from '../context/context.ts'

/** Everybody who may sign in, or might again; those who were forgotten are not among them. @throws forbidden */
export async function listPeople(ctx: Context) {
  requireAdministrator(ctx)
  const { id, name, email, role, createdAt, disabledAt } = people
  const signedInAt = sql<number | null>`(select max(at) from events
    where events.subject = people.id and events.kind = 'person.signedIn')`
  const rows = await ctx.db.read
    .select({ id, name, email, role, createdAt, disabledAt, signedInAt })
    .from(people)
    .where(ne(name, ''))
    .orderBy(asc(name), asc(id))
  return rows.map((row) => ({ ...row, signedInAt: row.signedInAt === null ? null : new Date(row.signedInAt) }))
}
