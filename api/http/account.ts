import { Hono } from 'hono'
import { as } from '../context/context.ts'
import { Problem } from '../context/problems.ts'
import { actorOfSession } from '../people/actorOfSession.ts'
import { changePassword } from '../people/changePassword.ts'
import type { Limits } from '../people/limits.ts'
import { revokeSession } from '../people/revokeSession.ts'
import { opensSetUp, setUp } from '../people/setUp.ts'
import { type Door, openSession, signIn } from '../people/signIn.ts'
import { signOut } from '../people/signOut.ts'
import type { PostedForm } from '../reads/managePanel.ts'
import { one, type Typed } from '../reads/manageTyped.ts'
import { sourceOf } from '../subscribers/limits.ts'
import { readForm } from './body.ts'
import type { C, Env } from './env.ts'
import { form, type Posted } from './manage/form.ts'
import { panelPage } from './manage/panel.ts'
import { statusOf } from './problemBody.ts'
import { respond } from './respond.ts'
import { safeNext } from './safeNext.ts'

/** Signing in and out, the first administrator, and what people change about themselves. */
export function account(limits: Limits): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/sign-in', async (c) => {
    const next = safeNext(c.req.query('next'))
    return c.get('me') ? respond.seeOther(c, next) : panelPage(c)
  })
  routes.post('/sign-in', (c) => enter(c, limits))
  routes.post('/sign-out', async (c) => leave(c))
  routes.get('/set-up', async (c) => {
    const open = await opensSetUp(c.get('ctx'), c.req.query('token') ?? '')
    return panelPage(c, open ? 200 : 404, { open })
  })
  routes.post('/set-up', (c) => begin(c))
  routes.post(
    '/account/password',
    form('/manage/account', (posted) => renew(posted, limits)),
  )
  routes.post('/account/sessions/:id/end', form('/manage/account', endOther))
  return routes
}

async function enter(c: C, limits: Limits): Promise<Response> {
  let typed: Typed = {}
  try {
    typed = await readForm(c)
    const ctx = c.get('ctx')
    const { person, cookie, known } = await signIn(
      ctx,
      { email: one(typed, 'email'), password: one(typed, 'password') },
      doorOf(c, limits),
    )
    const resume = resumed(one(typed, 'resume'))
    c.set('ctx', as(ctx, person))
    c.set('me', await actorOfSession(ctx, cookie.split(';')[0]))
    const answer = resume ? await panelPage(c, 200, resume) : respond.seeOther(c, safeNext(one(typed, 'next')))
    answer.headers.append('Set-Cookie', cookie)
    answer.headers.append('Set-Cookie', knownCookie(c, known))
    return answer
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { password: _, ...kept } = typed
    const form: PostedForm = {
      name: 'sign-in',
      typed: kept,
      problem: { sentence: error.message, fields: error.fields },
    }
    const next = safeNext(one(typed, 'next'))
    const resume = resumed(one(typed, 'resume'))
    const path = `/manage/sign-in?next=${encodeURIComponent(next)}`
    return retryLater(await panelPage(c, statusOf(error.kind), { path, form, resume }), error)
  }
}

function retryLater(answer: Response, problem: Problem): Response {
  if (problem.retryAfter !== undefined) answer.headers.set('Retry-After', String(problem.retryAfter))
  return answer
}

const knownName = (c: C) => (c.get('ctx').config.publicUrl.startsWith('https:') ? '__Host-known' : 'candor-known')

/** A browser in which somebody has signed in keeps tries of its own, for a year. */
function knownCookie(c: C, known: string): string {
  const secure = knownName(c).startsWith('__Host-') ? '; Secure' : ''
  return `${knownName(c)}=${known}; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000${secure}`
}

function doorOf(c: C, limits: Limits): Door {
  const cookies = c.req.header('cookie')
  const known = new RegExp(`(?:^|; )${knownName(c)}=([\\w-]{22})(?:;|$)`).exec(cookies ?? '')?.[1]
  return { source: sourceOf(c.get('address')), cookies, known, userAgent: c.req.header('user-agent'), limits }
}

/** What somebody had typed when they were found signed out. It comes back from their own browser, so it is checked. */
function resumed(text: string): { path: string; form: PostedForm } | undefined {
  if (text === '' || text.length > 200_000) return undefined
  try {
    const { path, form } = JSON.parse(text)
    const typed = Object.entries(form.typed).filter(([, value]) =>
      [value].flat().every((one) => typeof one === 'string'),
    )
    return { path: safeNext(path), form: { name: String(form.name), typed: Object.fromEntries(typed) as Typed } }
  } catch {
    return undefined
  }
}

async function leave(c: C): Promise<Response> {
  const answer = respond.seeOther(c, '/manage/sign-in')
  answer.headers.append('Set-Cookie', await signOut(c.get('ctx'), c.req.header('cookie')))
  return answer
}

async function begin(c: C): Promise<Response> {
  let typed: Typed = {}
  try {
    typed = await readForm(c)
    const [name, email, password, token] = ['name', 'email', 'password', 'token'].map((field) => one(typed, field))
    const person = await setUp(c.get('ctx'), { name, email, password, token } as never)
    const answer = respond.seeOther(c, '/manage')
    answer.headers.append('Set-Cookie', await openSession(c.get('ctx'), person, { cookies: c.req.header('cookie') }))
    return answer
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { password: _, ...kept } = typed
    const form: PostedForm = { name: 'set-up', typed: kept, problem: { sentence: error.message, fields: error.fields } }
    const open = error.kind !== 'missing'
    const path = `/manage/set-up?token=${encodeURIComponent(one(typed, 'token'))}`
    return panelPage(c, statusOf(error.kind), { path, form, open })
  }
}

/** The new password ends every session, this one too; so it is followed by a new one. */
async function renew({ c, ctx, typed }: Posted, limits: Limits): Promise<Response> {
  await changePassword(ctx, { current: one(typed, 'current'), password: one(typed, 'password') }, limits)
  const answer = respond.seeOther(c, '/manage/account?saved')
  const me = c.get('me')
  if (me)
    answer.headers.append('Set-Cookie', await openSession(ctx, me.actor, { userAgent: c.req.header('user-agent') }))
  return answer
}

async function endOther({ c, ctx }: Posted): Promise<string> {
  await revokeSession(ctx, { publicId: c.req.param('id') as string })
  return '/manage/account'
}
