import type { Context } from '../context/context.ts'
import type { Rendered } from '../edition/answer.ts'
import type { Source } from '../edition/edition.ts'
import { filterOf } from '../reads/filtered.ts'
import { languageOfPath } from '../reads/languages.ts'
import { wholeFiles } from '../reads/publicFiles.ts'
import { newestPaths } from '../reads/publicPaths.ts'
import { cachePublic, commonHeaders } from './headers.ts'
import { fileSource } from './publicFiles.ts'

/** What people and programs look at all the time: prepared at every new version before anybody asks, the page first, and what is sent should the rest fail; in other languages once somebody asks. */
export async function alwaysReady(ctx: Context): Promise<string[]> {
  const [home = '/', ...news] = await newestPaths(ctx)
  return [home, sorry, ...news, ...wholeFiles]
}

/** Not to be asked for: what is sent instead of a page that cannot be shown. */
const sorry = '!sorry'

/** Where the edition holds what is sent instead of a page that cannot be shown; undefined for what is no page. */
export function sorryFor(path: string): string | undefined {
  return scopeOf(languageOfPath(path).path) && sorry
}

/** Renders a page in process. */
export type Render = (url: URL) => Promise<Response>

/** Where the edition finds what stands under a path; undefined for whatever is not public, or not ours. */
export function publicSources(ctx: Context, render: Render): (path: string) => Source | undefined {
  return (path) => {
    const bytes = fileSource(ctx, path)
    if (bytes) return { scope: 'page', produce: bytes }
    if (path === sorry) return { scope: 'page', produce: () => kept(ctx, render) }
    const scope = scopeOf(languageOfPath(path).path)
    return scope && { scope, produce: () => page(ctx, render, path) }
  }
}

const pages = new Set([
  '/',
  '/history',
  '/reports',
  '/uptime',
  '/subscribe',
  '/subscribe/webhook',
  '/subscribe/asked',
  '/subscribe/linked',
])

function scopeOf(path: string): Source['scope'] | undefined {
  if (pages.has(path)) return 'page'
  if (/^\/history\/\d{4}-\d{2}$/.test(path) || /^\/components\/[a-z0-9]{1,64}$/.test(path)) return 'page'
  if (path.startsWith('/history/') && filterOf(path.slice('/history/'.length))) return 'page'
  const incidentId = /^\/(?:incidents|reports)\/([a-z0-9]{1,64})$/.exec(path)?.[1]
  return incidentId ? { incidentId } : undefined
}

/** It is an answer to keep, whatever status it is sent with. */
async function kept(ctx: Context, render: Render): Promise<Rendered> {
  const { headers, body } = await page(ctx, render, '/503')
  const others = headers.filter(([name]) => name !== 'Cache-Control')
  return { status: 200, headers: [...others, ['Cache-Control', 'no-store'], ['Retry-After', '10']], body }
}

/** Of the rendered page's own headers only these say something about its bytes. */
const own = ['Content-Security-Policy', 'Content-Language', 'Location', 'X-Robots-Tag']

async function page(ctx: Context, render: Render, path: string): Promise<Rendered> {
  const response = await render(new URL(path, ctx.config.publicUrl))
  const said = own.flatMap((name): [string, string][] => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  const cache: [string, string] = ['Cache-Control', response.status < 400 ? cachePublic : 'no-store']
  return {
    status: response.status,
    headers: [['Content-Type', 'text/html; charset=utf-8'], ...said, cache, ...commonHeaders(ctx.config)],
    body: Buffer.from(await response.arrayBuffer()),
  }
}
