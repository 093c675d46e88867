import type { MiddlewareHandler } from 'hono'
import { as } from '../context/context.ts'
import { actorOfKey } from '../people/actorOfKey.ts'
import { actorOfSession, type SignedIn, slideSession } from '../people/actorOfSession.ts'
import { bouncePath, keyInPassword } from './basicKey.ts'
import type { Env } from './env.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** The person behind the session cookie, if there is one. */
    me: SignedIn | undefined
  }
}

export const isRead = (method: string) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

/** Finds out who asks: an API key (in its header only), else the panel's session, else a stranger. */
export const session: MiddlewareHandler<Env> = async (c, next) => {
  const ctx = c.get('ctx')
  const authorization = c.req.header('authorization')
  const key = await actorOfKey(ctx, c.req.path === bouncePath ? keyInPassword(authorization) : authorization)
  const me = key ? undefined : await actorOfSession(ctx, c.req.header('cookie'))
  c.set('me', me)
  if (key ?? me) c.set('ctx', as(ctx, key ?? (me as SignedIn).actor))
  if (me && !isRead(c.req.method)) await slideSession(ctx, me.session)
  await next()
}
