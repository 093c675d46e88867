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
/** Milliseconds, at least and at most, before a lost reader comes back: a restart must not bring all of them at once. */
const away = { least: 2000, most: 20_000 }

type Reader = { response: ServerResponse; address: string; told: number }

/**
 * The readers who want to know at once.
 * @param limits.total streams that one process holds
 */
export function openLive(ctx: Context, limits = { total: 20_000 }): Live {
  const readers = new Set<Reader>()
  const perAddress = new Map<string, number>()
  let newest = ctx.version()
  let telling: Promise<void> | undefined

  function count(address: string, by: number) {
    const left = (perAddress.get(address) ?? 0) + by
    if (left > 0) perAddress.set(address, left)
    else perAddress.delete(address)
  }

  /** Each reader in turn what is newest by then: nobody hears an older version after a newer one. */
  async function send(isDue: (reader: Reader) => boolean) {
    let told = 0
    for (const reader of readers) {
      if (!isDue(reader)) continue
      reader.told = newest
      push(reader.response, versionText(newest))
      if (++told % atOnce === 0) await new Promise(setImmediate)
    }
  }

  const isBehind = ({ told }: Reader) => told < newest

  async function tellAll() {
    for (let said = -1; said < newest; ) {
      said = newest
      await send(isBehind)
    }
    telling = undefined
  }

  // A reader hears that the line is alive, and would notice if it were not.
  const timer = setInterval(() => void send(() => true), heartbeat)

  return {
    join(request, response, address) {
      if ((perAddress.get(address) ?? 0) >= ctx.config.livePerAddress) throw tooManyHere()
      if (readers.size >= limits.total) throw tooManyInAll()
      response.writeHead(200, headersOf(ctx))
      if (request.method === 'HEAD') return void response.end()
      // A stream is silent for long, and rightly so.
      request.socket.setTimeout(0)
      newest = Math.max(newest, ctx.version())
      const reader = { response, address, told: newest }
      readers.add(reader)
      count(address, 1)
      response.once('close', () => {
        if (readers.delete(reader)) count(address, -1)
      })
      push(response, greeting(newest, request.headers['last-event-id']))
    },
    tell(version) {
      newest = Math.max(newest, version)
      telling ??= tellAll()
      return telling
    },
    readers: () => readers.size,
    stop() {
      clearInterval(timer)
      for (const { response } of readers) response.end()
    },
  }
}

/** Whoever is not told to be up to date is told at once; the wait before coming back differs, so that not all do at the same moment. */
function greeting(version: number, lastSeen: string | string[] | undefined): string {
  const retry = `retry: ${away.least + Math.floor(Math.random() * (away.most - away.least))}\n\n`
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
    // After a stream nothing else comes this way; kept open, it would hold up a restart.
    ...['Connection', 'close'],
    ...['Content-Security-Policy', strictPolicy, ...commonHeaders(ctx.config).flat()],
  ]
}

const tooManyHere = () =>
  new Problem('tooMany', 'too-many-streams', 'Too many live streams from this address.', { retryAfter: 30 })

const tooManyInAll = () =>
  new Problem('busy', 'live-full', 'There is no room for another live stream right now.', { retryAfter: 30 })
