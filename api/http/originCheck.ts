import type { MiddlewareHandler } from 'hono'
import { forbidden } from '../context/problems.ts'
import type { Env } from './env.ts'
import { isRead } from './session.ts'

/**
 * Refuses writes that another site could have a browser send: those authorised by a cookie, or by nothing.
 * A write with an API key is exempt, because no browser adds one by itself. Stands behind `session`.
 */
export const originCheck: MiddlewareHandler<Env> = async (c, next) => {
  const { actor, config } = c.get('ctx')
  if (!isRead(c.req.method) && actor.kind !== 'key' && !isOurs(c.req.raw.headers, config.publicUrl))
    throw forbidden('This was not sent from our own page, so nothing was changed.')
  await next()
}

function isOurs(headers: Headers, publicUrl: string): boolean {
  // Only browsers send Sec-Fetch-Site, and no page can forge it.
  return headers.get('origin') === new URL(publicUrl).origin || headers.get('sec-fetch-site') === 'same-origin'
}
