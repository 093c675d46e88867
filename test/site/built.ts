import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
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

/** A plain server in front of the renderer: pages as they are, assets from the build, nothing remembered. */
export async function serve(
  { client, show }: Site,
  ctx: Context,
  extra: (path: string) => Response | undefined = () => undefined,
) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const asset = join(client, path)
    if (path.startsWith('/_astro/') && existsSync(asset)) {
      response.writeHead(200, { 'content-type': types[extname(asset)] ?? 'application/octet-stream' })
      response.end(readFileSync(asset))
      return
    }
    const answer = extra(path) ?? (await show(ctx, request.url ?? '/'))
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function newestBuild(): string {
  const builds = existsSync(dist) ? readdirSync(dist).filter((name) => /^[0-9a-f]{12}$/.test(name)) : []
  const byAge = builds.map((name) => join(dist, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  if (!byAge[0]) throw new Error('The site is not built. Run: npm run build')
  return byAge[0]
}
