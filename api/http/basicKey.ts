import type { MiddlewareHandler } from 'hono'
import { Problem } from '../context/problems.ts'
import type { Env } from './env.ts'
import { respond } from './respond.ts'

/** Where providers of mail report bounces. They can put a password into an address, but no header of their own. */
export const bouncePath = '/api/v1/bounces'

/**
 * An Authorization header in which the password of HTTP Basic is taken for a key. Nowhere but where providers report: a
 * browser that was once asked for a password sends it by itself, and a key in a header is taken for proof that it was not one.
 */
export function keyInPassword(authorization: string | undefined): string | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization?.trim() ?? '') ?? []
  if (!encoded) return authorization
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return `Bearer ${password.join(':') || user}`
}

/** Amazon SNS sends its password only when it is asked for one, with a realm. */
export const askForPassword: MiddlewareHandler<Env> = async (c, next) => {
  const keyless = new Problem('unauthenticated', 'key-needed', 'Send an API key with the scope "bounces".')
  if (c.req.header('authorization') === undefined) c.res = respond.problem(c, keyless)
  else await next()
  if (c.res.status === 401) c.res.headers.set('WWW-Authenticate', 'Basic realm="bounces", charset="UTF-8", Bearer')
}
