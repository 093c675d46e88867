import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Context } from '../../api/context/context.ts'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const types: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' }

export type Site = Awaited<ReturnType<typeof builtSite>>

/** The site as it was built last: what `npm test` has just made, or the folder named by CANDOR_BUILT. */
export async function builtSite() {
  const folder = process.env.CANDOR_BUILT ?? newestBuild()
  const { render } = await import(pathToFileURL(join(folder, 'server/render.mjs')).href)
  const show = (ctx: Context, path: string, locals = {}): Promise<Response> =>
    render(new URL(path, ctx.config.publicUrl), { ctx, ...locals })
  return { folder, client: join(folder, 'client'), show }
}

/** A plain server in front of the renderer: pages as they are now, assets from the build, and a stream to tell versions on. */
export async function serve(site: Site, ctx: Context) {
  const streams = new Set<ServerResponse>()
  let streaming: 'yes' | 'full' | 'gone' = 'yes'
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/live') return follow(request, response)
    if (path.startsWith('/_astro/')) return asset(join(site.client, path), response)
    const answer = await site.show(ctx, request.url ?? '/')
    const age: object = streaming === 'gone' ? { age: '3600' } : {}
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), ...age })
    response.end(Buffer.from(await answer.arrayBuffer()))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  function follow(request: IncomingMessage, response: ServerResponse) {
    if (streaming === 'full') return void response.writeHead(429, { 'content-type': 'application/problem+json' }).end()
    if (streaming === 'gone') return void response.writeHead(502, { 'content-type': 'text/html' }).end()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`retry: 200\n\nevent: version\ndata: ${ctx.version()}\n\n`)
    streams.add(response)
    request.once('close', () => streams.delete(response))
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    readers: () => streams.size,
    /** From now on there are streams, or no room for one, or only a cache of the pages stands in front of nothing. */
    stream: (how: typeof streaming) => {
      streaming = how
      for (const stream of streams) stream.destroy()
    },
    tell: (version: number) => {
      for (const stream of streams) stream.write(`event: version\ndata: ${version}\n\n`)
    },
    /** Ends the streams only; readers may come back. */
    drop: () => {
      for (const stream of streams) stream.destroy()
    },
    /** Ends every connection and takes no new ones. */
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function asset(file: string, response: ServerResponse) {
  if (!existsSync(file)) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
  response.end(readFileSync(file))
}

function newestBuild(): string {
  const builds = existsSync(dist) ? readdirSync(dist).filter((name) => /^[0-9a-f]{12}$/.test(name)) : []
  const byAge = builds.map((name) => join(dist, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  if (!byAge[0]) throw new Error('The site is not built. Run: npm run build')
  return byAge[0]
}
