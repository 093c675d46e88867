import { and, desc, eq, gt } from 'drizzle-orm'
import { sessions } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'

export type SessionLine = { publicId: string; createdAt: Date; expiresAt: Date; userAgent: string | null }

/** Where the actor is signed in, newest first; nothing for who is no person. */
export async function listSessions(ctx: Context): Promise<SessionLine[]> {
  if (ctx.actor.kind !== 'person') return []
  const live = and(
    eq(sessions.personId, ctx.actor.id),
    gt(sessions.expiresAt, ctx.now()),
    gt(sessions.endsAt, ctx.now()),
  )
  const { publicId, createdAt, expiresAt, userAgent } = sessions
  return ctx.db.read
    .select({ publicId, createdAt, expiresAt, userAgent })
    .from(sessions)
    .where(live)
    .orderBy(desc(sessions.createdAt))
}
