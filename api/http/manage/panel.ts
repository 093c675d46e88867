import type { Panel } from '../../reads/managePanel.ts'
import type { C } from '../env.ts'
import { respond } from '../respond.ts'
import { safeNext } from '../safeNext.ts'

export function panelOf(c: C): Panel {
  const url = new URL(c.req.url)
  return { ctx: c.get('ctx'), me: c.get('me'), path: url.pathname + url.search }
}

/** A page of the panel. @param more what the page is handed beside who asks; a path of its own is the page to show */
export function panelPage(c: C, status = 200, more: Partial<Panel> = {}): Promise<Response> {
  const panel = { ...panelOf(c), ...more }
  return respond.page(c, panel.path, { ...(status === 200 ? {} : { status }), locals: { panel } })
}

/** Lets people in who are signed in; others sign in first and come back. */
export async function onlySignedIn(c: C, next: () => Promise<void>): Promise<Response | undefined> {
  const read = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (read && !c.get('me')) return toSignIn(c)
  await next()
  return undefined
}

function toSignIn(c: C): Response {
  const next = safeNext(panelOf(c).path)
  return respond.seeOther(
    c,
    next === '/manage' ? '/manage/sign-in' : `/manage/sign-in?next=${encodeURIComponent(next)}`,
  )
}
