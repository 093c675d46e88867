import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configurePage } from '../../api/components/configurePage.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { languageOfPath, pathIn } from '../../api/reads/languages.ts'
import { type Language, languages } from '../../db/vocabulary.ts'
import { builtSite, type Site } from './built.ts'
import { autumn, majorIncident } from './scenes.ts'
import { type Shop, shop } from './shop.ts'
import { wordsOf } from './words.ts'

let site: Site
let w: Shop
beforeAll(async () => {
  site = await builtSite()
  w = await shop('2026-08-20T09:00:00Z')
  await autumn(w)
  await majorIncident(w)
})
afterAll(() => w.close())

const home = async (path: string) => (await site.show(w.ctx, path)).text()

describe('a path', () => {
  it('says its language, and which page it is', () => {
    expect(languageOfPath('/de/history')).toEqual({ language: 'de', path: '/history' })
    expect(languageOfPath('/ja')).toEqual({ language: 'ja', path: '/' })
    expect(languageOfPath('/history')).toEqual({ language: undefined, path: '/history' })
    expect(languageOfPath('/design')).toEqual({ language: undefined, path: '/design' })
  })

  it('has no language where nothing is translated', () => {
    for (const path of ['/de/manage', '/de/manage/keys', '/fr/api/v2/status.json', '/es/live', '/it/history'])
      expect(languageOfPath(path)).toEqual({ language: undefined, path })
  })

  it('is plain in the page’s own language, and keeps what stands behind it', () => {
    expect([pathIn('en', 'en', '/history'), pathIn('de', 'en', '/'), pathIn('de', 'en', '/#follow')]).toEqual([
      '/history',
      '/de',
      '/de#follow',
    ])
    expect(pathIn('en', 'de', '/incidents/x?a=b#c')).toBe('/en/incidents/x?a=b#c')
  })
})

describe('the home page', () => {
  it.each(languages)('speaks %s, says so, and leads on in it', async (language) => {
    const path = pathIn(language, 'en', '/')
    const answer = await site.show(w.ctx, path)
    expect([answer.status, answer.headers.get('content-language')]).toEqual([200, language])
    const page = await answer.text()
    expect(page).toContain(`<html lang="${language}"`)
    expect(wordsOf(page)).toContain(greeting[language])
    const ways = [...page.matchAll(/<a\b[^>]*?\bhref="(\/[^"]*)"(?![^>]*hreflang)/g)].map(([, href = '']) => href)
    const ours = ways.filter((href) => !/^\/(api|manage)\b|\.\w+$/.test(href))
    expect(ours.length).toBeGreaterThan(8)
    expect(
      ours.filter(
        (href) => languageOfPath(href.replace('#', '/#')).language !== (language === 'en' ? undefined : language),
      ),
    ).toEqual([])
  })

  it('names itself, and itself in every other language', async () => {
    const page = await home('/fr')
    const at = (path: string) => `https://status.harbour.example${path}`
    expect(page).toContain(`<link rel="canonical" href="${at('/fr')}"`)
    const found = [...page.matchAll(/<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"/g)].map(
      ([, ...two]) => two,
    )
    expect(Object.fromEntries(found)).toEqual({
      en: at('/'),
      de: at('/de'),
      fr: at('/fr'),
      es: at('/es'),
      ja: at('/ja'),
      'x-default': at('/'),
    })
    expect(page).toMatch(/<a href="\/de" lang="de" hreflang="de"[^>]*>\s*Deutsch/)
    expect(page).toMatch(/<a href="\/fr" lang="fr" hreflang="fr" aria-current="true">\s*Français/)
  })
})

it('a page with another language of its own has that on the plain paths', async () => {
  await configurePage(w.as('ada'), { language: 'de' })
  expect(await home('/')).toContain('<html lang="de"')
  expect(await home('/en/history')).toContain('<html lang="en"')
  const own = await site.show(w.ctx, '/de/history?x=1')
  expect([own.status, own.headers.get('location')]).toEqual([308, '/history?x=1'])
  await configurePage(w.as('ada'), { language: 'en' })
})

it('the panel speaks English, and is found under no language', async () => {
  expect((await site.show(w.ctx, '/de/manage')).status).toBe(404)
})

const greeting: Record<Language, string> = {
  en: 'The last seven days',
  de: 'Die letzten sieben Tage',
  fr: 'Les sept derniers jours',
  es: 'Los últimos siete días',
  ja: '過去7日間',
}

it('an update is read in the language of its page; where that is missing, the original says which it is', async () => {
  const one = await shop()
  const mara = one.as('mara')
  const translations = { de: 'Wir **sehen** nach.' }
  const id = await openIncident(mara, { name: 'Checkout fails', body: 'We *look*.', translations })
  const page = async (path: string) => (await site.show(one.ctx, path)).text()
  for (const path of ['', `/incidents/${id}`]) {
    const german = await page(`/de${path}`)
    expect(german).toContain('Wir <strong>sehen</strong> nach.')
    expect(wordsOf(german)).not.toMatch(/We look|Original auf/)
    expect(german).toMatch(/<h1 lang="en">Checkout fails/)
    const french = await page(`/fr${path}`)
    expect(french).toMatch(/<div class="prose" lang="en"><p>We <em>look<\/em>/)
    expect(wordsOf(french)).toContain('Texte original en anglais')
    const english = await page(path || '/')
    expect(english).toContain('We <em>look</em>.')
    expect(english.replace(/<nav[^>]*id="languages".*?<\/nav>/s, '').match(/\slang="/g)).toHaveLength(1)
  }
  await one.close()
})
