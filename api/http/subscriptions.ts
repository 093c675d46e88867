import { Hono } from 'hono'
import type { Limiter } from '../context/limiter.ts'
import type { C, Env } from './env.ts'
import { originCheck } from './originCheck.ts'
import { respond } from './respond.ts'
import { session } from './session.ts'
import { askByForm, askByProgram, askForIncident, askForLink } from './subscriptions/asks.ts'
import { askForEndpoint } from './subscriptions/endpoints.ts'
import { confirm, confirmAddress, leave } from './subscriptions/links.ts'
import * as own from './subscriptions/own.ts'

/**
 * Asking, confirming, the subscriber's own page, and leaving. Only POST changes anything: mail scanners follow every link.
 * @param parts.asks counts asks per network; made once for a process
 */
export function subscriptions({ asks }: { asks: Limiter }): Hono<Env> {
  const app = new Hono<Env>()
  app.post('/subscribe', session, originCheck, (c) => askByForm(c as C, asks))
  app.post('/subscribe/link', session, originCheck, (c) => askForLink(c as C, asks))
  app.post('/subscribe/webhook', session, originCheck, (c) => askForEndpoint(c as C, asks))
  app.post('/incidents/:id/subscriptions', session, originCheck, (c) => askForIncident(c as C, asks))
  app.post('/api/v1/subscriptions', session, originCheck, (c) => askByProgram(c as C, asks))
  // From here on a token authorises, wherever the request comes from.
  app.post('/subscription/:token', (c) => confirm(c as C))
  app.post('/unsubscribe/:token', (c) => leave(c as C))
  app.post('/address/:token', (c) => confirmAddress(c as C))
  app.post('/following/:token', (c) => own.choices(c as C))
  app.post('/following/:token/incidents', (c) => own.incidents(c as C))
  app.post('/following/:token/pause', (c) => own.pause(c as C))
  app.post('/following/:token/resumption', (c) => own.resumption(c as C))
  app.post('/following/:token/reactivation', (c) => own.reactivation(c as C))
  app.post('/following/:token/address', (c) => own.address(c as C, asks))
  app.post('/following/:token/secret', (c) => own.secret(c as C))
  app.post('/following/:token/departure', (c) => own.departure(c as C))
  app.post('/following/:token/erasure', (c) => own.erasure(c as C))
  app.onError((error, c) => respond.problem(c as C, error))
  return app
}
