import { eq } from 'drizzle-orm'
import { sessions } from '../../db/schema.ts'
import type { Actor, Context } from '../context/context.ts'
import { keep } from '../events/keep.ts'
import { idle, luciaOf } from './lucia.ts'

export type Person = Extract<Actor, { kind: 'person' }>

/** Who a session cookie speaks for, and what the session is called in lists. */
export type SignedIn = { actor: Person; email: string; session: { publicId: string; idleAt: Date; endsAt: Date } }

/**
 * The person behind the cookies of a request; undefined for a stranger and for a session that is over. Writes nothing.
 * @param cookies the Cookie header
 */
export async function actorOfSession(ctx: Context, cookies: string | undefined): Promise<SignedIn | undefined> {
  const lucia = luciaOf(ctx)
  const id = lucia.readSessionCookie(cookies ?? '')
  if (!id) return undefined
  const { session, user } = await lucia.validateSession(id)
  if (!session) return undefined
  const { publicId, idleAt, endsAt } = session
  const { number, name, email, role } = user
  return { actor: { kind: 'person', id: user.id, number, name, role }, email, session: { publicId, idleAt, endsAt } }
}

/** Puts off the end of a session that is in use: at most hourly, never past its absolute end, and not for a GET. */
export async function slideSession(ctx: Context, { publicId, idleAt, endsAt }: SignedIn['session']): Promise<void> {
  const later = Math.min(ctx.now().getTime() + idle, endsAt.getTime())
  if (later - idleAt.getTime() < 3600_000) return
  await keep(
    ctx,
    async (tx) => {
      await tx
        .update(sessions)
        .set({ expiresAt: new Date(later) })
        .where(eq(sessions.publicId, publicId))
    },
    'urgent',
  )
}
