import type { Context } from '../context/context.ts'
import type { Rendered } from '../edition/answer.ts'
import { readPage } from '../reads/pageView.ts'
import { publicPaths } from '../reads/publicPaths.ts'
import { publicBytes } from './rendered.ts'

/** As many as one file may name (sitemaps.org). */
const most = 50_000

/** What search engines read: /robots.txt and /sitemap.xml; undefined for other paths. */
export function siteMapSource(ctx: Context, path: string): (() => Promise<Rendered>) | undefined {
  if (path === '/robots.txt') return () => robots(ctx)
  if (path === '/sitemap.xml') return () => siteMap(ctx)
  return undefined
}

/** Nothing public is forbidden: whoever may not look would not see that a page asks to be left out. */
async function robots(ctx: Context): Promise<Rendered> {
  const { page } = await readPage(ctx)
  const where = page.noindex ? '' : `\nSitemap: ${ctx.config.publicUrl}/sitemap.xml\n`
  const text = `User-agent: *\nDisallow: /manage\nDisallow: /search\n${where}`
  return publicBytes(ctx.config, 'text/plain; charset=utf-8', text)
}

async function siteMap(ctx: Context): Promise<Rendered> {
  const { page } = await readPage(ctx)
  const paths = page.noindex ? [] : (await publicPaths(ctx)).slice(0, most)
  const lines = paths.map(({ path, changedAt }) => {
    const changed = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : ''
    return `<url><loc>${escaped(ctx.config.publicUrl + path)}</loc>${changed}</url>`
  })
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
  return publicBytes(ctx.config, 'application/xml; charset=utf-8', [head, ...lines, '</urlset>', ''].join('\n'))
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;')
