import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Context } from '../context/context.ts'
import { loggablePath } from '../context/log.ts'
import { missing, Problem } from '../context/problems.ts'
import type { Answer } from '../edition/answer.ts'
import type { Edition } from '../edition/edition.ts'
import { newWants } from '../edition/encodings.ts'
import { limitOf, tooLarge } from './body.ts'
import { clientAddress } from './forwarded.ts'
import { health, type Pulse } from './health.ts'
import type { Live } from './live.ts'
import { sorryFor } from './publicRoutes.ts'
import { type Asked, sendAnswer, sendElsewhere, sendProblem } from './send.ts'
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
  const wants = newWants()
  let hits = 0
  let lastHost: string | undefined

  return (request, response) => {
    const { host, encodings, ifNoneMatch } = said(request)
    if (host !== lastHost) {
      if (!isHost(host)) return sendProblem(ctx, request, response, malformed('The Host header is malformed.'))
      lastHost = host
    }
    const path = pathOf(request)
    const { method } = request
    const asked = { isHead: method === 'HEAD', wanted: wants(encodings), ifNoneMatch }
    const isRead = asked.isHead || method === 'GET'
    const prepared = isRead ? (door.edition.ready(path) ?? door.assets.get(path)) : undefined
    if (!prepared) return void answer(ctx, door, request, response, path, isRead ? asked : undefined)
    sendAnswer(asked, response, prepared)
    if (hits++ % sample === 0) ctx.log.info({ path, hits }, 'prepared answers sent')
  }
}

/** The three headers that decide about a prepared answer, without making an object of all of them. */
function said({ rawHeaders }: IncomingMessage) {
  let host: string | undefined
  let encodings: string | undefined
  let ifNoneMatch: string | undefined
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const name = rawHeaders[n] as string
    const value = rawHeaders[n + 1] as string
    // Lengths tell nearly all others apart.
    if (name.length === 4) host ??= name.toLowerCase() === 'host' ? value : undefined
    else if (name.length === 15 && name.toLowerCase() === 'accept-encoding') encodings = joined(encodings, value)
    else if (name.length === 13 && name.toLowerCase() === 'if-none-match') ifNoneMatch = joined(ifNoneMatch, value)
  }
  return { host, encodings, ifNoneMatch }
}

const joined = (before: string | undefined, value: string) => (before === undefined ? value : `${before}, ${value}`)

/** @param asked undefined for what is no GET and no HEAD */
async function answer(
  ctx: Context,
  door: FrontDoor,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  asked: Asked | undefined,
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
    if (asked) {
      if (path === '/live') return door.live.join(request, response, address)
      if (path === '/healthz' || path === '/readyz')
        return sendAnswer(asked, response, await health(ctx, door.edition, door.pulse, path))
      const known = knownAs(door.edition, path)
      if (known !== undefined && known !== path) return sendElsewhere(ctx, response, known)
      if (known !== undefined) return await openPath(ctx, door.edition, asked, response, path)
    }
    door.pages(request, response)
  } catch (error) {
    sendProblem(ctx, request, response, error)
  }
}

/** The one address of what the edition has under this path, also when it was written with a slash too many or encoded. */
function knownAs(edition: Edition, path: string): string | undefined {
  if (edition.knows(path)) return path
  const plain = decoded(path).replace(/(.)\/$/, '$1')
  return plain !== path && /^\/[\w./-]*$/.test(plain) && edition.knows(plain) ? plain : undefined
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** What is not ready is made now; a page that cannot be made is answered with what is known about the service. */
async function openPath(ctx: Context, edition: Edition, asked: Asked, response: ServerResponse, path: string) {
  const answer = await edition.open(path).catch((error: unknown) => {
    if (!(error instanceof Problem)) ctx.log.error({ err: error, path }, 'a page could not be made')
    return undefined
  })
  if (answer && answer.status < 500) return sendAnswer(asked, response, answer)
  const instead = sorryFor(path)
  const sorry = instead && (edition.ready(instead) ?? (await edition.open(instead).catch(() => undefined)))
  if (sorry) return sendAnswer(asked, response, sorry, 503)
  if (answer) return sendAnswer(asked, response, answer)
  throw new Problem('busy', 'not-now', 'This cannot be answered right now. Please try again in a moment.', {
    retryAfter: 10,
  })
}

/** @throws missing for addresses that mean one thing here and another behind us; tooLarge before a byte of it is read */
function refuse(request: IncomingMessage, path: string): void {
  if (!path.startsWith('/') || path.startsWith('//') || path.includes('\\')) throw missing('address')
  const limit = limitOf(path)
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
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
