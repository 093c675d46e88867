import { Hono, type MiddlewareHandler } from 'hono'
import type { Context } from '../context/context.ts'
import { missing, Problem } from '../context/problems.ts'
import type { Mailbox } from '../delivery/mailbox.ts'
import type { Rendered } from '../edition/answer.ts'
import { newLimits } from '../people/limits.ts'
import { newAskLimiter } from '../subscribers/limits.ts'
import { askForPassword, bouncePath } from './basicKey.ts'
import type { C, Env, ShowPage } from './env.ts'
import { feedSource } from './feeds.ts'
import { commonHeaders, strictPolicy } from './headers.ts'
import { manage } from './manage.ts'
import { originCheck } from './originCheck.ts'
import { respond } from './respond.ts'
import { isRead, session } from './session.ts'
import { anyOrigin, statuspageSource } from './statuspage.ts'
import { subscriptions } from './subscriptions.ts'
import { v1 } from './v1/v1.ts'

export type AppParts = {
  ctx: Context
  /** The demo's. */
  mailbox?: Mailbox | undefined
  /** Renders a page at a path of ours, for nobody in particular. */
  page: ShowPage
  /** Renders the page that a request asks for. */
  show: (request: Request) => Promise<Response>
  addressOf: (request: Request) => string | undefined
}

/** Everything that is not prepared: what writes, what needs to know who asks, and what does not exist. */
export function createApp({ ctx, mailbox, page, show, addressOf }: AppParts): Hono<Env> {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('ctx', ctx)
    c.set('page', page)
    c.set('address', addressOf(c.req.raw) ?? '')
    await next()
  })
  app.use(guarded)

  app.route('/', subscriptions({ asks: newAskLimiter(ctx.now) }))
  app.route('/manage', manage({ limits: newLimits(ctx.now), mailbox }))
  app.use(bouncePath, askForPassword)
  app.use('/api/v1/*', session, originCheck)
  app.route('/api/v1', v1())

  app.all('/api/v2/*', (c) => shown(c, statuspageSource(ctx, c.req.path), [anyOrigin]))
  app.all('/api/*', (c) => respond.problem(c, missing('address in this API')))
  app.get('/history.rss', (c) => shown(c, feedSource(ctx, c.req.path)))
  app.get('/history.atom', (c) => shown(c, feedSource(ctx, c.req.path)))

  app.all('*', async (c) => {
    if (!isRead(c.req.method)) throw new Problem('missing', 'not-found', 'Nothing here can be written to.')
    return show(c.req.raw)
  })
  app.onError((error, c) => respond.problem(c as C, error))
  return app
}

/** Headers that no answer goes without, whoever made it. */
const guarded: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  // Made anew, because some answers come with headers that cannot be changed, and with words that belong to another status.
  c.res = new Response(c.res.body, { status: c.res.status, headers: c.res.headers })
  const { headers } = c.res
  for (const [name, value] of commonHeaders(c.get('ctx').config)) headers.set(name, value)
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  // A page brings its own policy where it is built, and none in development.
  const isPage = headers.get('Content-Type')?.startsWith('text/html')
  if (isPage) headers.set('Content-Type', 'text/html; charset=utf-8')
  else if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', strictPolicy)
}

/** What the front door has prepared in production, made on the spot. */
async function shown(
  c: C,
  produce: (() => Promise<Rendered>) | undefined,
  always: [string, string][] = [],
): Promise<Response> {
  const answer =
    produce && isRead(c.req.method) ? await made(produce) : respond.problem(c, missing('address in this API'))
  for (const [name, value] of always) answer.headers.set(name, value)
  return answer
}

async function made(produce: () => Promise<Rendered>): Promise<Response> {
  const { status, headers, body } = await produce()
  return new Response(new Uint8Array(body), { status, headers })
}
