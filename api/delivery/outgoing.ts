import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { request as secureRequest, Agent as TlsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { type Located, locate, type Outside, type Resolve } from '../context/outsideUrl.ts'

/** What leaves the house by itself. */
export type Letter = { url: string; headers: Record<string, string>; body: string }

/** What came of it, and how long it took. What the other side wrote is not kept: it is for nobody's eyes. */
export type Answer = { ms: number } & (
  | { kind: 'answered'; status: number; retryAfter: string | undefined }
  | { kind: 'refused'; why: string }
  | { kind: 'failed'; why: string }
)

export type Way = {
  /** CIDRs that may be reached beside the public internet. */
  networks: readonly string[]
  resolve: Resolve
  /** For all of it together, milliseconds. */
  deadline?: number
  /** Gives up what is under way. */
  signal?: AbortSignal
}

/** Bytes of an answer that are read, and how long they may take after its head (milliseconds). */
const most = 65_536
const patience = 2000

/**
 * Posts to an address that a stranger may have chosen. Looked up here and now, connected only to what was looked at; no redirect is
 * followed, no connection kept, no proxy asked.
 */
export async function postOutside(letter: Letter, way: Way): Promise<Answer> {
  const began = performance.now()
  const late = AbortSignal.timeout(way.deadline ?? 30_000)
  const signal = way.signal ? AbortSignal.any([late, way.signal]) : late
  const took = () => ({ ms: Math.round(performance.now() - began) })
  try {
    const place = await orGiveUp(locate(letter.url, way), signal)
    if ('sentence' in place) return { kind: place.lasting ? 'refused' : 'failed', why: place.sentence, ...took() }
    const { statusCode = 0, headers } = await send(letter, place, signal)
    return { kind: 'answered', status: statusCode, retryAfter: headers['retry-after'], ...took() }
  } catch (error) {
    return { kind: 'failed', why: late.aborted ? 'It did not answer in time.' : reasonOf(error), ...took() }
  }
}

/** How long one of several addresses is tried before the next (milliseconds). */
const inTurn = { autoSelectFamilyAttemptTimeout: 1000 }

function send({ headers, body }: Letter, { url, addresses }: Outside, signal: AbortSignal): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:'
  // Made for this request alone: nothing is kept, and no proxy of the environment comes in between.
  const agent = secure ? new TlsAgent({ ...inTurn, maxCachedSessions: 0 }) : new PlainAgent(inTurn)
  return new Promise((resolve, reject) => {
    const request = (secure ? secureRequest : plainRequest)(url, {
      method: 'POST',
      agent,
      signal,
      lookup: pinnedTo(addresses),
      headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' },
      ...(secure && { rejectUnauthorized: true }),
    })
    request.once('error', reject)
    request.once('response', (answer) => readAway(answer, () => resolve(answer)))
    request.end(body)
  })
}

/** Whatever is asked, only what was looked at is answered: nobody can point the name elsewhere meanwhile. */
function pinnedTo(addresses: Located[]): LookupFunction {
  return (_host, options, done) => {
    const [first] = addresses as [Located]
    if (options.all) done(null, addresses)
    else done(null, first.address, first.family)
  }
}

/** Reads a little of an answer, so that its sender is not cut off in mid-sentence; its head has said all that counts. */
function readAway(answer: IncomingMessage, done: () => void) {
  let size = 0
  const timer = setTimeout(() => answer.destroy(), patience)
  answer.on('data', (part: Buffer) => {
    size += part.length
    if (size > most) answer.destroy()
  })
  answer.on('error', () => {})
  answer.once('close', () => {
    clearTimeout(timer)
    done()
  })
}

/** A lookup cannot be called back: we stop waiting for it. */
function orGiveUp<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
  ])
}

/** In our own words: those of the system name addresses. */
function reasonOf(error: unknown): string {
  const { code = '' } = error as { code?: string }
  if (code === 'ECONNREFUSED') return 'It refused the connection.'
  if (code === 'ABORT_ERR') return 'It was given up.'
  if (/CERT|SSL|TLS|ALTNAME|SIGNATURE/.test(code)) return `Its certificate is not valid (${code}).`
  return `The connection failed${/^[A-Z_]+$/.test(code) ? ` (${code})` : ''}.`
}
