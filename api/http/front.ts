import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Context } from '../context/context.ts'
import { loggablePath } from '../context/log.ts'
import { missing, Problem } from '../context/problems.ts'
import type { Answer } from '../edition/answer.ts'
import type { Edition } from '../edition/edition.ts'
import { limitOf, tooLarge } from './body.ts'
import { clientAddress } from './forwarded.ts'
import { health, type Pulse } from './health.ts'
import type { Live } from './live.ts'
import { sendAnswer, sendElsewhere, sendProblem } from './send.ts'
import { pageOf } from './statuspage.ts'

export type FrontDoor = {
  edition: Edition
  live: Live
  pulse: Pulse
  /** The built site's files, by path. */
  assets: ReadonlyMap<string, Answer>
  /** Everything else: the panel, the API, forms. */
  pages: RequestListener
}

/** Of so many page hits one is logged. */
const sample = 1000

/** The listener: what is prepared is sent at once, and only the rest is looked at. */
export function frontDoor(ctx: Context, door: FrontDoor): RequestListener {
  let hits = 0
  let lastHost: string | undefined

  return (request, response) => {
    const { host } = request.headers
    if (host !== lastHost) {
      if (!isHost(host)) return sendProblem(ctx, request, response, malformed('The Host header is malformed.'))
      lastHost = host
    }
    const path = pathOf(request)
    const prepared = isRead(request) ? (door.edition.ready(path) ?? door.assets.get(path)) : undefined
    if (!prepared) return void answer(ctx, door, request, response, path)
    sendAnswer(request, response, prepared)
    if (hits++ % sample === 0) ctx.log.info({ path, hits }, 'prepared answers sent')
  }
}

async function answer(
  ctx: Context,
  door: FrontDoor,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const began = performance.now()
  response.once('close', () => {
    const ms = Math.round(performance.now() - began)
    const { method } = request
    ctx.log.info({ method, path: loggablePath(path), status: response.statusCode, ms }, 'answered')
  })
  try {
    // Strangers may say anything about whom they forward; from here on it is believed.
    const address = clientAddress(ctx.config, request)
    refuse(request, path)
    if (isRead(request)) {
      if (path === '/live') return door.live.join(request, response, address)
      if (path === '/healthz' || path === '/readyz')
        return sendAnswer(request, response, await health(ctx, door.edition, door.pulse, path))
      if (path.endsWith('/') && door.edition.knows(path.slice(0, -1)))
        return sendElsewhere(ctx, response, path.slice(0, -1))
      if (door.edition.knows(path)) return sendAnswer(request, response, await door.edition.open(path))
    }
    door.pages(request, response)
  } catch (error) {
    sendProblem(ctx, request, response, error)
  }
}

/** @throws missing for addresses that mean one thing here and another behind us; tooLarge before a byte of it is read */
function refuse(request: IncomingMessage, path: string): void {
  if (!path.startsWith('/') || path.startsWith('//') || path.includes('\\')) throw missing('address')
  const limit = limitOf(path)
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Whatever else stands in the query, the page is the same. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const end = url.indexOf('?')
  if (end < 0) return url
  const path = url.slice(0, end)
  return path + pageOf(path, url.slice(end + 1))
}

/** Any name will do, because our links come from PUBLIC_URL; but it must be one. HTTP/1.0 has none. */
function isHost(host: string | undefined): boolean {
  return host === undefined || /^([\w.-]{1,253}|\[[\da-f:.]{2,45}\])(:\d{1,5})?$/i.test(host)
}

const malformed = (sentence: string) => new Problem('malformed', 'malformed', sentence)
