import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Context } from '../api/context/context.ts'
import type { Mailbox } from '../api/delivery/mailbox.ts'
import { createApp } from '../api/http/app.ts'
import type { Site } from './site/built.ts'

/** The routes in process, with the pages as they were built. */
export function panelApp(site: Site, ctx: Context, mailbox?: Mailbox) {
  return createApp({
    ctx,
    mailbox,
    page: (path, { locals } = {}) => site.show(ctx, path, locals),
    show: (request) => {
      const { pathname, search } = new URL(request.url)
      return site.show(ctx, pathname + search)
    },
    addressOf: () => '203.0.113.7',
  })
}

type App = ReturnType<typeof panelApp>

/** A listener in front of them, for a browser. @param port that `ctx.config.publicUrl` names */
export async function listenPanel(site: Site, app: App, port: number) {
  const server = createServer(async (request, response) => {
    const answer = assetOf(site, request.url ?? '/') ?? (await app.fetch(await requestOf(request, port)))
    const cookies = answer.headers.getSetCookie()
    response.writeHead(answer.status, {
      ...Object.fromEntries(answer.headers),
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    })
    response.end(Buffer.from(await answer.arrayBuffer()))
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return () => {
    server.closeAllConnections()
    server.close()
  }
}

function assetOf({ client }: Site, path: string): Response | undefined {
  if (!path.startsWith('/_astro/')) return undefined
  const type = path.endsWith('.css') ? 'text/css' : 'text/javascript'
  return new Response(new Uint8Array(readFileSync(join(client, path))), { headers: { 'content-type': type } })
}

async function requestOf(request: IncomingMessage, port: number): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = chunks.length > 0 ? { body: new Uint8Array(Buffer.concat(chunks)) } : {}
  const headers = new Headers(
    Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
  )
  return new Request(`http://127.0.0.1:${port}${request.url}`, { method: request.method ?? 'GET', headers, ...body })
}
