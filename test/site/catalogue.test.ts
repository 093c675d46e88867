import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../api/reads/catalogue/words.ts'
import { pathIn } from '../../api/reads/languages.ts'
import { languages } from '../../db/vocabulary.ts'
import { builtSite, type Site } from './built.ts'
import { everyPage } from './everyPage.ts'

const others = languages.filter((language) => language !== 'en')
/** What a text of the catalogue is filled with here. */
const filling = '§'

let site: Site
let shown: Awaited<ReturnType<typeof everyPage>>
beforeAll(async () => {
  site = await builtSite()
  shown = await everyPage()
})
afterAll(() => shown.w.close())

describe.each(others)('in %s', (language) => {
  const english = textsOf(wordsIn('en'))
  const theirs = textsOf(wordsIn(language))

  it('every text is there, has the same places to fill, and says it in its own words', () => {
    expect([...theirs.keys()]).toEqual([...english.keys()])
    for (const [name, text] of theirs) {
      const own = english.get(name) as string
      expect.soft(text.trim() === '', name).toBe(own.trim() === '')
      expect.soft(placesIn(text), name).toEqual(placesIn(own))
      expect.soft(text, name).not.toMatch(/[!！]/)
      if (own.split(' ').length > 3) expect.soft(text, name).not.toBe(own)
    }
  })

  it('no page says anything in English that it could say otherwise', async () => {
    const said = [...theirs.values()].join(' ')
    const foreign = [...new Set([...english.values()].flatMap(piecesOf))].filter((piece) => !stands(piece, said))
    expect(foreign.length).toBeGreaterThan(200)
    for (const path of [...shown.paths, ...shown.missing]) {
      const answer = await site.show(shown.w.ctx, pathIn(language, 'en', path))
      expect.soft(answer.status, path).toBe(shown.paths.includes(path) ? 200 : 404)
      const page = readable(await answer.text())
      expect
        .soft(
          foreign.filter((piece) => stands(piece, page)),
          path,
        )
        .toEqual([])
    }
  })
})

/** Every text of a catalogue by its name; what is made from facts is made from a sign that occurs nowhere. */
function textsOf(words: object, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    const name = path ? `${path}.${key}` : key
    if (typeof value === 'object') for (const text of textsOf(value, name)) found.set(...text)
    else found.set(name, typeof value === 'function' ? value(filling, filling, filling) : value)
  }
  return found
}

/** What a component fills, and how many links and bold words there are. */
const placesIn = (text: string) => (text.match(/\{\w*\}|<\/?[ab]>/g) ?? []).sort()

/** The parts of a text that stand on a page as they are, where they are long enough to be nothing else. */
function piecesOf(text: string): string[] {
  const parts = text.split(/§|\{\w*\}|<\/?[ab]>/).map((part) => part.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
  return parts.filter((part) => part.length >= 9)
}

/** Whether a text holds these very words. */
function stands(piece: string, text: string): boolean {
  const around = text.split(piece)
  return around.some(
    (before, n) => n + 1 < around.length && !/\p{L}$/u.test(before) && !/^\p{L}/u.test(around[n + 1] ?? ''),
  )
}

/** What readers see and hear, parts in a language of their own left out. */
function readable(html: string): string {
  return html
    .replace(/<(script|style|svg)\b.*?<\/\1>/gs, '')
    .replace(/<nav[^>]*id="languages".*?<\/nav>/s, '')
    .replace(/<section[^>]*id="what-is-sent".*?<\/section>/s, '')
    .replace(/<article class="article">.*?<\/article>/s, '')
    .replace(/<div class="was prose">.*?<\/div>/gs, '')
    .replace(/<(\w+)(?=[^>]*\slang="en")[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*?(?:\s(?:aria-label|title|alt|placeholder|content)="([^"]*)")?[^>]*>/g, ' $1 ')
    .replace(/\s+/g, ' ')
}
