import { request as ask, type IncomingHttpHeaders, type RequestOptions } from 'node:http'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { prepare } from '../../api/edition/answer.ts'
import { openEdition } from '../../api/edition/edition.ts'
import { startTail } from '../../api/edition/tail.ts'
import { newestVersion } from '../../api/events/commit.ts'
import { loadAssets } from '../../api/http/assets.ts'
import { frontDoor } from '../../api/http/front.ts'
import { listen } from '../../api/http/listen.ts'
import { openLive } from '../../api/http/live.ts'
import { alwaysReady, publicSources } from '../../api/http/publicRoutes.ts'
import { freePort } from '../setup/server.ts'
import { type World, world } from '../world.ts'

/** Files that are served as they lie there. */
const unbuilt = fileURLToPath(new URL('../../site/public', import.meta.url))

export type Door = Awaited<ReturnType<typeof openDoor>>

/** The front door of a world on a port of its own; what renders pages is a stand-in that can be broken. */
export async function openDoor(options: { trustProxy?: boolean; livePerAddress?: number; total?: number } = {}) {
  const { total = 1000, ...config } = options
  const w = await world({ config: { ...config, port: await freePort(), host: '127.0.0.1' } })
  const seen = { version: await newestVersion(w.ctx.db.read), forwarded: {} as IncomingHttpHeaders, address: '' }
  const ctx = { ...w.ctx, version: () => seen.version, wake: () => tail.wake() }
  const stand = { broken: false, slow: 0, renders: 0 }
  const edition = openEdition(ctx, { sources: publicSources(ctx, renderer(w, stand)), always: () => alwaysReady(ctx) })
  const live = openLive(ctx, { total })
  const tail = startTail(ctx, seen.version, {
    idle: edition.catchUp,
    doubt: edition.doubt,
    turn: async (turn) => {
      seen.version = turn.version
      await edition.turn(turn).finally(() => live.tell(turn.version))
    },
  })
  const asset = await prepare({ status: 200, headers: [['Cache-Control', 'immutable']], body: Buffer.from('asset') })
  const server = await listen(
    ctx,
    frontDoor(ctx, {
      edition,
      live,
      assets: new Map([['/_astro/a.css', asset], ...(await loadAssets(ctx.config, unbuilt))]),
      pulse: { relayAt: () => new Date(+w.clock.now() - 1500), clockAt: () => undefined },
      pages(request, response) {
        seen.forwarded = request.headers
        response.end('the pages')
      },
    }),
  )
  return {
    ...w,
    ctx,
    edition,
    live,
    stand,
    seen,
    port: ctx.config.port,
    as: (name: Parameters<World['as']>[0]) => ({ ...w.as(name), wake: ctx.wake }),
    get: (path: string, headers = {}, more: RequestOptions = {}) => get(ctx.config.port, path, headers, more),
    raw: (text: string) => raw(ctx.config.port, text),
    stop: async () => {
      live.stop()
      await server.stop()
      await tail.stop()
    },
    async close() {
      await this.stop()
      await w.close()
    },
  }
}

/** Says the version and how many incidents there are, so that a stale page can be told from a fresh one. */
function renderer(w: World, stand: { broken: boolean; slow: number; renders: number }) {
  return async ({ pathname }: URL) => {
    stand.renders++
    await new Promise((resolve) => setTimeout(resolve, stand.slow))
    if (stand.broken) throw new Error('the database is away')
    const { rows } = await w.ctx.db.client.execute('select count(*) from incidents')
    const body = `<p>${pathname} with ${rows[0]?.[0]} incidents</p>${'<p>and so on</p>'.repeat(200)}`
    const status = pathname.includes('unknown') ? 404 : 200
    return new Response(body, { status, headers: { 'Content-Security-Policy': "default-src 'self'", 'X-Own': '1' } })
  }
}

export type Got = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string }

/** One request, by hand: nothing is unpacked or followed. */
function get(port: number, path: string, headers: object, more: RequestOptions): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = ask({ port, host: '127.0.0.1', path, agent: false, headers: { ...headers }, ...more }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.once('end', () => {
        const body = Buffer.concat(parts)
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body, text: String(body) })
      })
    })
    request.once('error', reject)
    request.end()
  })
}

/** Writes bytes and returns what came back until the connection was closed. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (part) => {
      answer += part
    })
    socket.once('close', () => resolve(answer))
    socket.once('error', reject)
  })
}
