import type { Context } from '../../api/context/context.ts'
import type { Mailbox } from '../../api/delivery/mailbox.ts'
import { addPerson } from '../../api/people/addPerson.ts'
import { newLimits } from '../../api/people/limits.ts'
import { signIn } from '../../api/people/signIn.ts'
import type { Role } from '../../db/vocabulary.ts'
import { panelApp } from '../panel.ts'
import { builtSite } from '../site/built.ts'

export const password = 'seven quiet herons'

/** Somebody of a role, and the cookie of their browser. */
export async function cookieOf(ctx: Context, role: Role): Promise<string> {
  const email = `${role}@harbour.example`
  await addPerson({ ...ctx, actor: { kind: 'system' } }, { name: `The ${role}`, email, role, password })
  const { cookie } = await signIn(ctx, { email, password }, { source: '203.0.113.7', limits: newLimits(ctx.now) })
  return cookie.split(';')[0] as string
}

/** The panel as a browser meets it. */
export async function panelOf(ctx: Context, mailbox?: Mailbox) {
  const site = await builtSite()
  const app = panelApp(site, ctx, mailbox)
  const own = { origin: ctx.config.publicUrl }
  return {
    app,
    get: (path: string, cookie = '') => app.request(path, { headers: { cookie } }),
    post: (path: string, fields: Record<string, string>, cookie = '', headers: Record<string, string> = own) =>
      app.request(path, { method: 'POST', headers: { cookie, ...headers }, body: new URLSearchParams(fields) }),
  }
}

/** What stands in a field of the page. */
export function typedIn(html: string, name: string): string | undefined {
  const area = new RegExp(`<textarea[^>]* name="${name}"[^>]*>([^<]*)</textarea>`).exec(html)?.[1]
  const line = new RegExp(`<input[^>]* name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]
  const signs: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", '#34': '"', '#38': '&' }
  return (area ?? line)?.replace(/&(#?\w+);/g, (whole, name: string) => signs[name] ?? whole)
}
