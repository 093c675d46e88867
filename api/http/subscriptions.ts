import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import type { Limiter } from '../context/limiter.ts'
import { Problem } from '../context/problems.ts'
import { confirmSubscription } from '../subscribers/confirmSubscription.ts'
import { takeAsk } from '../subscribers/limits.ts'
import { subscribe } from '../subscribers/subscribe.ts'
import { unsubscribe } from '../subscribers/unsubscribe.ts'
import { readForm, readJson } from './body.ts'
import type { C, Env } from './env.ts'
import { originCheck } from './originCheck.ts'
import { statusOf } from './problemBody.ts'
import { respond } from './respond.ts'
import { session } from './session.ts'

/** No answer about an address comes sooner (milliseconds), so that its time says nothing about what was found. */
const sameTime = 150

const askedFor = 'If this address can be subscribed, a mail with a link to confirm it is on its way.'

/**
 * Asking, confirming and leaving. Only POST changes anything: mail scanners follow every link.
 * @param parts.asks counts asks per network; made once for a process
 */
export function subscriptions({ asks }: { asks: Limiter }): Hono<Env> {
  const app = new Hono<Env>()
  app.post('/subscribe', session, originCheck, (c) => byForm(c as C, asks))
  app.post('/api/v1/subscriptions', session, originCheck, (c) => byProgram(c as C, asks))
  // The token authorises these two, wherever the request comes from.
  app.post('/subscription/:token', (c) => confirm(c as C))
  app.post('/unsubscribe/:token', (c) => leave(c as C))
  app.onError((error, c) => respond.problem(c as C, error))
  return app
}

async function byForm(c: C, asks: Limiter): Promise<Response> {
  const typed = await readForm(c)
  const email = [typed.email ?? ''].flat()[0] ?? ''
  try {
    await ask(c, asks, { email, components: [typed.components ?? []].flat() })
    return respond.seeOther(c, '/subscribe/asked')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { message: sentence, fields, kind } = error
    const locals = { problem: { sentence, fields }, typed: { email } }
    return respond.page(c, '/subscribe', { status: statusOf(kind), locals })
  }
}

async function byProgram(c: C, asks: Limiter): Promise<Response> {
  await ask(c, asks, await readJson(c))
  return respond.json(c, { message: askedFor }, 202)
}

/** The verb checks what was sent, whoever sent it. */
async function ask(c: C, asks: Limiter, input: unknown): Promise<void> {
  takeAsk(asks, c.get('address'))
  const earliest = sleep(sameTime)
  await subscribe(c.get('ctx'), input as Parameters<typeof subscribe>[1])
  await earliest
}

async function confirm(c: C): Promise<Response> {
  return said(c, `/subscription/${token(c)}`, () => confirmSubscription(c.get('ctx'), { token: token(c) }))
}

/**
 * RFC 8058: mail programs post here without cookies and without us in Origin, as a form of either kind, and follow no
 * redirect. The body is not read: there is nothing in it that the token does not say.
 */
async function leave(c: C): Promise<Response> {
  if (c.req.header('accept')?.includes('text/html'))
    return said(c, `/unsubscribe/${token(c)}`, () => unsubscribe(c.get('ctx'), { token: token(c) }))
  await unsubscribe(c.get('ctx'), { token: token(c) })
  return c.text('You are unsubscribed.\n', 200, { 'Cache-Control': 'no-store' })
}

/** The page of the link shows how things stand now, after the work as before it. */
async function said(c: C, path: string, work: () => Promise<void>): Promise<Response> {
  try {
    await work()
    return await respond.page(c, path, { locals: { done: true } })
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'busy') throw error
    return await respond.page(c, path, { status: statusOf(error.kind) })
  }
}

const token = (c: C) => encodeURIComponent(c.req.param('token') ?? '')
