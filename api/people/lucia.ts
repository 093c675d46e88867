import { and, eq, gt, isNull, lte } from 'drizzle-orm'
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia'
import type { Tx } from '../../db/open.ts'
import { people, sessions } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { hashOf } from '../context/tokens.ts'

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionRow, PersonRow>
    DatabaseSessionAttributes: SessionRow
    DatabaseUserAttributes: PersonRow
  }
}
type SessionRow = { publicId: string; idleAt: Date; endsAt: Date; userAgent: string | null }
type PersonRow = Pick<typeof people.$inferSelect, 'number' | 'name' | 'email' | 'role'>

/** A session left alone for 12 h is over; seven days after sign-in it is over in any case. */
export const idle = 12 * 3600_000
const longest = new TimeSpan(7, 'd')

/**
 * lucia over our own tables. It keeps a session's id only as a hash, and on reading it writes nothing.
 * @param tx where its writes go; without one it can only read
 */
export function luciaOf(ctx: Context, tx?: Tx) {
  const secure = ctx.config.publicUrl.startsWith('https:')
  return new Lucia<SessionRow, PersonRow>(adapterOf(ctx, tx), {
    sessionExpiresIn: longest,
    // Browsers refuse Secure and __Host- on plain http, and some even on loopback: the demo has a plain name.
    sessionCookie: {
      name: secure ? '__Host-session' : 'candor-session',
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: (row) => row,
    getUserAttributes: (row) => row,
  })
}

/** What a new session is, beside its id: when it ends if left alone, and when in any case. */
export const newSession = (userAgent: string | undefined, now: Date): SessionRow => ({
  publicId: newId(),
  idleAt: new Date(now.getTime() + idle),
  endsAt: new Date(now.getTime() + longest.milliseconds()),
  userAgent: userAgent?.slice(0, 300) ?? null,
})

function adapterOf(ctx: Context, tx: Tx | undefined): Adapter {
  const writer = () => {
    if (!tx) throw new Error('lucia may write in a transaction only.')
    return tx
  }
  return {
    getSessionAndUser: (id) => liveSession(ctx, id),
    getUserSessions: async () => {
      throw new Error('lucia would list hashes: use listSessions.')
    },
    setSession: async ({ id, userId, attributes }) => {
      const { idleAt: expiresAt, ...rest } = attributes
      await writer()
        .insert(sessions)
        .values({ idHash: hashOf(id), personId: userId, createdAt: ctx.now(), expiresAt, ...rest })
    },
    // lucia slides on every request, a GET too; `slideSession` does it instead.
    updateSessionExpiration: async () => {},
    deleteSession: async (id) => {
      await writer()
        .delete(sessions)
        .where(eq(sessions.idHash, hashOf(id)))
    },
    deleteUserSessions: async (personId) => {
      await writer().delete(sessions).where(eq(sessions.personId, personId))
    },
    deleteExpiredSessions: async () => {
      await writer().delete(sessions).where(lte(sessions.expiresAt, ctx.now()))
    },
  }
}

/** Judged here and by our clock, so that lucia never meets an expired session, which it would delete while reading. */
async function liveSession(ctx: Context, id: string): ReturnType<Adapter['getSessionAndUser']> {
  const live = and(
    eq(sessions.idHash, hashOf(id)),
    gt(sessions.expiresAt, ctx.now()),
    gt(sessions.endsAt, ctx.now()),
    isNull(people.disabledAt),
  )
  const [row] = await ctx.db.read
    .select({ session: sessions, person: people })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(live)
  if (!row) return [null, null]
  const { publicId, expiresAt: idleAt, endsAt, userAgent } = row.session
  const { number, name, email, role } = row.person
  const session: DatabaseSession = {
    id,
    userId: row.person.id,
    expiresAt: new Date(Date.now() + longest.milliseconds()),
    attributes: { publicId, idleAt, endsAt, userAgent },
  }
  return [session, { id: row.person.id, attributes: { number, name, email, role } }]
}
