import type { Context } from '../context/context.ts'
import { commit } from '../events/commit.ts'
import { luciaOf } from './lucia.ts'

/**
 * Ends the session of a cookie, if it has one.
 * @param cookies the Cookie header
 * @returns the Set-Cookie that empties it
 */
export async function signOut(ctx: Context, cookies: string | undefined): Promise<string> {
  const { actor } = ctx
  const id = luciaOf(ctx).readSessionCookie(cookies ?? '')
  if (id && actor.kind === 'person')
    await commit(ctx, {}, async (tx, record) => {
      await luciaOf(ctx, tx).invalidateSession(id)
      await record({ kind: 'person.signedOut', subject: actor.id, audience: 'internal' })
      return actor.id
    })
  return luciaOf(ctx).createBlankSessionCookie().serialize()
}
