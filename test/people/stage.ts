import type { Context } from '../../api/context/context.ts'
import { newLimiter } from '../../api/context/limiter.ts'
import { addPerson } from '../../api/people/addPerson.ts'
import { type Door, signIn } from '../../api/people/signIn.ts'

export const pia = { name: 'Pia Postmaster', email: 'Pia@harbour.example', password: 'seven quiet herons' }

/** Somebody with a password, added by the system. */
export function addPia(ctx: Context): Promise<string> {
  return addPerson({ ...ctx, actor: { kind: 'system' } }, { ...pia, role: 'manager' })
}

export function newLimits(now: () => Date) {
  const windowMs = 15 * 60_000
  return { account: newLimiter({ max: 10, windowMs, now }), source: newLimiter({ max: 100, windowMs, now }) }
}

export function doorOf(ctx: Context, more: Partial<Door> = {}): Door {
  return { source: '203.0.113.7', limits: newLimits(ctx.now), ...more }
}

/** The Cookie header that a browser sends back. */
export async function cookieOf(ctx: Context, more: Partial<Door> = {}): Promise<string> {
  const { cookie } = await signIn(ctx, pia, doorOf(ctx, more))
  return cookie.split(';')[0] as string
}
