import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '../context/context.ts'
import { Problem } from '../context/problems.ts'
import { commonHeaders, strictPolicy } from './headers.ts'

export type Live = {
  /**
   * Answers GET /live: a stream that says each new version.
   * @param address whose connections are counted
   * @throws tooMany, busy
   */
  join(request: IncomingMessage, response: ServerResponse, address: string): void
  /** Tells every reader. */
  tell(version: number): Promise<void>
  readers(): number
  /** Ends every stream; browsers come back by themselves. */
  stop(): void
}

/** Bytes that may wait for one reader; who is slower is dropped, and comes back. */
const mostWaiting = 64 * 1024
const heartbeat = 20_000
/** So many readers are told before others get a turn. */
const atOnce = 500

/**
 * The readers who want to know at once.
 * @param limits.total streams that one process holds
 */
export function openLive(ctx: Context, limits = { total: 20_000 }): Live {
  const readers = new Map<ServerResponse, string>()
  const perAddress = new Map<string, number>()

  function count(address: string, by: number) {
    const left = (perAddress.get(address) ?? 0) + by
    if (left > 0) perAddress.set(address, left)
    else perAddress.delete(address)
  }

  async function send(text: string) {
    let told = 0
    for (const reader of readers.keys()) {
      push(reader, text)
      if (++told % atOnce === 0) await new Promise(setImmediate)
    }
  }

  const timer = setInterval(() => void send(':\n\n'), heartbeat)

  return {
    join(request, response, address) {
      if ((perAddress.get(address) ?? 0) >= ctx.config.livePerAddress) throw tooManyHere()
      if (readers.size >= limits.total) throw tooManyInAll()
      response.writeHead(200, headersOf(ctx))
      if (request.method === 'HEAD') return void response.end()
      // A stream is silent for long, and rightly so.
      request.socket.setTimeout(0)
      readers.set(response, address)
      count(address, 1)
      response.once('close', () => {
        if (readers.delete(response)) count(address, -1)
      })
      push(response, greeting(ctx.version(), request.headers['last-event-id']))
    },
    tell: (version) => send(versionText(version)),
    readers: () => readers.size,
    stop() {
      clearInterval(timer)
      for (const reader of readers.keys()) reader.end()
    },
  }
}

/** Whoever is not told to be up to date is told at once; the wait before coming back differs, so that not all do at the same moment. */
function greeting(version: number, lastSeen: string | string[] | undefined): string {
  const retry = `retry: ${2000 + Math.floor(Math.random() * 4000)}\n\n`
  return lastSeen === String(version) ? retry : retry + versionText(version)
}

function versionText(version: number): string {
  return `id: ${version}\nevent: version\ndata: ${version}\n\n`
}

function push(reader: ServerResponse, text: string) {
  // Looked at before, because what is written in this turn has not had a chance to leave.
  if (reader.writableLength > mostWaiting) reader.destroy()
  else reader.write(text)
}

function headersOf(ctx: Context): string[] {
  return [
    ...['Content-Type', 'text/event-stream; charset=utf-8', 'Cache-Control', 'no-store', 'X-Accel-Buffering', 'no'],
    ...['Content-Security-Policy', strictPolicy, ...commonHeaders(ctx.config).flat()],
  ]
}

const tooManyHere = () =>
  new Problem('tooMany', 'too-many-streams', 'Too many live streams from this address.', { retryAfter: 30 })

const tooManyInAll = () =>
  new Problem('busy', 'live-full', 'There is no room for another live stream right now.', { retryAfter: 30 })
