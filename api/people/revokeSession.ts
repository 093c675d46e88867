import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { sessions } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit } from '../events/commit.ts'

export const RevokeSession = z.object({ publicId: z.string().max(64) })

/**
 * Ends one of the actor's own sessions, by the name it has in `listSessions`.
 * @returns that name
 * @throws missing when it is not theirs, or over
 */
export async function revokeSession(ctx: Context, input: z.input<typeof RevokeSession>): Promise<string> {
  const { publicId } = valid(RevokeSession, input)
  const personId = ctx.actor.kind === 'person' ? ctx.actor.id : ''
  return commit(ctx, {}, async (tx, record) => {
    const mine = and(eq(sessions.publicId, publicId), eq(sessions.personId, personId))
    const gone = await tx.delete(sessions).where(mine).returning({ publicId: sessions.publicId })
    if (gone.length === 0) throw missing('session')
    await record({ kind: 'person.signedOut', subject: personId, after: { because: 'revoked' }, audience: 'internal' })
    return publicId
  })
}
