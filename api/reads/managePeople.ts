import type { Context } from '../context/context.ts'
import { listPeople } from '../people/listPeople.ts'
import { readPage } from './pageView.ts'
import type { Moment } from './times.ts'

export type PersonLine = {
  id: string
  name: string
  email: string
  role: string
  since: Moment
  signedIn: Moment | undefined
  /** Whoever asks. */
  me: boolean
  disabled: boolean
}

/** Everybody who may sign in. @throws forbidden */
export async function readPeople(ctx: Context): Promise<PersonLine[]> {
  const [{ times }, rows] = await Promise.all([readPage(ctx), listPeople(ctx)])
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    since: times.date(row.createdAt),
    signedIn: row.signedInAt ? times.on(row.signedInAt) : undefined,
    me: ctx.actor.kind === 'person' && ctx.actor.id === row.id,
    disabled: row.disabledAt !== null,
  }))
}
