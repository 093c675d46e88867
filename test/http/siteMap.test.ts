import { afterAll, beforeAll, expect, it } from 'vitest'
import { configurePage } from '../../api/components/configurePage.ts'
import { siteMapSource } from '../../api/http/siteMap.ts'
import { autumn } from '../site/autumn.ts'
import { type Shop, shop } from '../site/shop.ts'

let w: Shop
let past: { report: string; slow: string }
beforeAll(async () => {
  w = await shop('2026-08-20T09:00:00Z')
  past = await autumn(w)
})
afterAll(() => w.close())

const text = async (path: string) => String((await siteMapSource(w.ctx, path)?.())?.body)

it('names every public page with the time of its last change, and nothing else', async () => {
  const map = await text('/sitemap.xml')
  const url = w.ctx.config.publicUrl
  for (const path of ['/', '/history', '/history/2026-09', `/incidents/${past.slow}`, `/reports/${past.report}`])
    expect.soft(map, path).toContain(`<loc>${url}${path}</loc>`)
  expect(map).toContain(
    `<url><loc>${url}/incidents/${past.slow}</loc><lastmod>2026-09-09T06:45:00.000Z</lastmod></url>`,
  )
  expect(map).not.toMatch(/manage|search|\/subscription/)
  expect(await text('/robots.txt')).toMatch(/^User-agent: \*\nDisallow: \/manage\n.*\nSitemap: .*\/sitemap\.xml\n$/s)
  expect(siteMapSource(w.ctx, '/sitemap')).toBeUndefined()
})

it('names nothing where the page asks to be left out, and forbids no page that says so', async () => {
  await configurePage(w.as('ada'), { noindex: true })
  expect(await text('/sitemap.xml')).not.toContain('<url>')
  expect(await text('/robots.txt')).toBe('User-agent: *\nDisallow: /manage\nDisallow: /search\n')
})
