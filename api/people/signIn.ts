import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { people } from '../../db/schema.ts'
import { as, type Context } from '../context/context.ts'
import { Problem } from '../context/problems.ts'
import { sameText, sealedName } from '../context/tokens.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'
import type { Person } from './actorOfSession.ts'
import { emailKeyOf } from './addPerson.ts'
import { type Limits, takeTry } from './limits.ts'
import { luciaOf, newSession } from './lucia.ts'
import { provesPassword } from './passwords.ts'

export const SignIn = z.object({
  email: z
    .string('Your address is needed.')
    .trim()
    .min(1, 'Your address is needed.')
    .max(254, 'This is not an address.'),
  password: z
    .string('Your password is needed.')
    .min(1, 'Your password is needed.')
    .max(1000, 'This is not your password.'),
})

/** What is known of the request that signs in. */
export type Door = {
  /** The address it comes from. */
  source: string
  /** The Cookie header: a session in it ends, a known browser has tries of its own. */
  cookies?: string | undefined
  /** The token of a browser in which this person has signed in before. */
  known?: string | undefined
  userAgent?: string | undefined
  limits: Limits
}

export type Entry = {
  person: Person /** Set-Cookie. */
  cookie: string /** The value by which this browser is known next time. */
  known: string
}

/**
 * Opens a session. The answer is the same, in words and in time, for an unknown address and a wrong password.
 * @throws invalid; tooMany after 10 tries for one account or 100 from one source in 15 minutes
 */
export async function signIn(ctx: Context, input: z.input<typeof SignIn>, door: Door): Promise<Entry> {
  const { email, password } = valid(SignIn, input)
  const emailKey = emailKeyOf(email)
  // A browser in which the owner has signed in before keeps its own tries: somebody else's guessing cannot lock them out.
  const known = door.known && sameText(door.known, knownBrowser(ctx, emailKey)) ? 'known' : 'new'
  takeTry(door.limits, { source: door.source, account: `${known}\n${emailKey}` })
  const [row] = await ctx.db.read.select().from(people).where(eq(people.emailKey, emailKey))
  const proven = await provesPassword(row?.disabledAt ? undefined : row?.passwordHash, password)
  if (!row || !proven) {
    ctx.log.warn({ person: row?.id }, 'A sign-in was refused.')
    throw new Problem('invalid', 'sign-in-refused', 'This address and password do not belong together.')
  }
  const person: Person = { kind: 'person', id: row.id, number: row.number, name: row.name, role: row.role }
  const cookie = await openSession(ctx, person, door)
  return { person, cookie, known: knownBrowser(ctx, emailKey) }
}

/** A session and its cookie for a person who has proven who they are; the one they came with ends. */
export async function openSession(
  ctx: Context,
  person: Person,
  door: Pick<Door, 'cookies' | 'userAgent'>,
): Promise<string> {
  let cookie = ''
  await commit(as(ctx, person), {}, async (tx, record) => {
    const lucia = luciaOf(ctx, tx)
    const earlier = lucia.readSessionCookie(door.cookies ?? '')
    if (earlier) await lucia.invalidateSession(earlier)
    await lucia.deleteExpiredSessions()
    const session = await lucia.createSession(person.id, newSession(door.userAgent, ctx.now()))
    cookie = lucia.createSessionCookie(session.id).serialize()
    await record({
      kind: 'person.signedIn',
      subject: person.id,
      after: { session: session.publicId },
      audience: 'internal',
    })
    return session.publicId
  })
  return cookie
}

function knownBrowser(ctx: Context, emailKey: string): string {
  return sealedName(ctx.keys, 'known-browser', emailKey)
}
