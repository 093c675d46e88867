import type { Context } from '../../api/context/context.ts'
import { addPerson } from '../../api/people/addPerson.ts'
import { newLimits } from '../../api/people/limits.ts'
import { type Door, signIn } from '../../api/people/signIn.ts'

export const pia = { name: 'Pia Postmaster', email: 'Pia@harbour.example', password: 'seven quiet herons' }

/** Somebody with a password, added by the system. */
export function addPia(ctx: Context): Promise<string> {
  return addPerson({ ...ctx, actor: { kind: 'system' } }, { ...pia, role: 'manager' })
}

export function doorOf(ctx: Context, more: Partial<Door> = {}): Door {
  return { source: '203.0.113.7', limits: newLimits(ctx.now), ...more }
}

/** The Cookie header that a browser sends back. */
export async function cookieOf(ctx: Context, more: Partial<Door> = {}): Promise<string> {
  const { cookie } = await signIn(ctx, pia, doorOf(ctx, more))
  return cookie.split(';')[0] as string
}
