import { Hono, type MiddlewareHandler } from 'hono'
import { getPath } from 'hono/utils/url'
import type { Context } from '../context/context.ts'
import { missing, Problem } from '../context/problems.ts'
import type { Mailbox } from '../delivery/mailbox.ts'
import type { Rendered } from '../edition/answer.ts'
import { newLimits } from '../people/limits.ts'
import { languageOfPath } from '../reads/languages.ts'
import { newAskLimiter } from '../subscribers/limits.ts'
import { askForPassword, bouncePath } from './basicKey.ts'
import type { C, Env, ShowPage } from './env.ts'
import { anyOrigin, commonHeaders, isOpen, strictPolicy } from './headers.ts'
import { manage } from './manage.ts'
import { originCheck } from './originCheck.ts'
import { fileSource } from './publicFiles.ts'
import { respond } from './respond.ts'
import { newSearchLimiter, search } from './search.ts'
import { isRead, session } from './session.ts'
import { pageOf } from './statuspage.ts'
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
  // A form of the German page is the same form: routes are found without the language, `respond` keeps it.
  const app = new Hono<Env>({ getPath: (request) => languageOfPath(getPath(request)).path })
  app.use(async (c, next) => {
    c.set('ctx', ctx)
    c.set('page', page)
    c.set('address', addressOf(c.req.raw) ?? '')
    await next()
  })
  app.use(guarded)
  app.use(openToScripts)

  app.route('/', subscriptions({ asks: newAskLimiter(ctx.now) }))
  app.route('/manage', manage({ limits: newLimits(ctx.now), mailbox }))
  app.use(bouncePath, askForPassword)
  app.use('/api/v1/*', session, originCheck)
  app.route('/api/v1', v1())

  app.all('/api/v2/*', (c) => shown(c, fileSource(ctx, c.req.path)))
  app.all('/api/*', (c) => respond.problem(c, missing('address in this API')))

  app.get('/search', search(newSearchLimiter(ctx.now), show))
  app.all('*', async (c) => {
    if (!isRead(c.req.method)) throw new Problem('missing', 'not-found', 'Nothing here can be written to.')
    const file = fileSource(ctx, c.req.path + pageOf(c.req.path, new URL(c.req.url).search.slice(1)))
    return file ? made(file) : show(c.req.raw)
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

/** Scripts of any site may ask for what is public; a browser asks first whether they may ask in their own way. */
const openToScripts: MiddlewareHandler<Env> = async (c, next) => {
  if (!isOpen(c.req.path)) return next()
  if (c.req.method === 'OPTIONS') c.res = new Response(null, { status: 204, headers: allowed })
  else await next()
  c.res.headers.set(...anyOrigin)
}

const allowed = {
  'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Max-Age': '86400',
}

/** What the front door has prepared in production, made on the spot. */
async function shown(c: C, produce: (() => Promise<Rendered>) | undefined): Promise<Response> {
  return produce && isRead(c.req.method) ? made(produce) : respond.problem(c, missing('address in this API'))
}

async function made(produce: () => Promise<Rendered>): Promise<Response> {
  const { status, headers, body } = await produce()
  return new Response(new Uint8Array(body), { status, headers })
}
