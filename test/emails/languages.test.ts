import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../db/vocabulary.ts'
import { oneLine } from '../../emails/message.ts'
import { columns } from '../../emails/plain.ts'
import { type World, world } from '../world.ts'
import { everyMail, links, type Named, ordinary } from './stage.ts'

let w: World
let mails: Named[]
beforeAll(async () => {
  w = await world()
  mails = await everyMail(w, ordinary)
})
afterAll(() => w.close())

describe.each(languages)('in %s', (language) => {
  const each = async (
    look: (mail: { name: string; list: boolean; subject: string; html: string; text: string }) => void,
  ) => {
    for (const { name, list, in: inLanguage } of mails) look({ name, list, ...(await inLanguage(language)) })
  }

  test('every mail says its language, and has a subject on one line', () =>
    each(({ name, subject, html }) => {
      expect(html, name).toContain(`<html lang="${language}">`)
      expect(subject, name).toBe(oneLine(subject))
      expect(subject.length, name).toBeGreaterThan(3)
    }))

  test('its HTML is whole: every tag is closed, in order, and fetches nothing', () =>
    each(({ name, html }) => {
      expect(unclosed(html), name).toEqual([])
      expect(html, name).not.toMatch(/<(img|script|link|iframe)\b|\ssrc=|url\(|@import/i)
    }))

  test('no line of text is wider than 72 columns, unless it is an address', () =>
    each(({ name, text }) => {
      for (const line of text.split('\n'))
        expect(columns(line) <= 72 || /^\s*\S*https:\S+$/.test(line), `${name}: ${line}`).toBe(true)
    }))

  test('no shouting: neither capitals nor exclamation marks', () =>
    each(({ name, subject, text }) => {
      expect(subject + text, name).not.toMatch(/[!！]|\b(?!CEST|CET|UTC|MEZ)\p{Lu}{4,}\b/u)
    }))

  test('both parts lead to the same places, and a list’s mail to its reader’s own page and out', () =>
    each(({ name, list, html, text }) => {
      const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to?.replaceAll('&amp;', '&'))
      const urls = text.match(/https:[^\s)]+/g) ?? []
      expect([...new Set(hrefs)].sort(), name).toEqual([...new Set(urls)].sort())
      const secret = urls.map((url) => url.replace(/\?.*/, '')).filter((url) => Object.values(links).includes(url))
      expect(secret, name).toEqual(list ? [links.manageUrl, links.leaveUrl] : [links[leadsTo[name] ?? 'leaveUrl']])
    }))

  test('everything that the HTML says, the text says', () =>
    each(({ name, html, text }) => {
      const said = flat(text)
      const told = blocks(html)
      expect(told.length, name).toBeGreaterThan(5)
      for (const words of told) expect(said, name).toContain(words)
    }))
})

/** The one link of a mail to one person. */
const leadsTo: Record<string, keyof typeof links> = {
  confirm: 'confirmUrl',
  'confirm-chosen': 'confirmUrl',
  'confirm-leadership': 'confirmUrl',
  link: 'manageUrl',
  'link-incident': 'manageUrl',
  address: 'addressUrl',
  endpoint: 'confirmUrl',
  failing: 'manageUrl',
  off: 'manageUrl',
}

/** What stands in the cells and paragraphs of a mail, without its head and hidden line; one by one. */
function blocks(html: string): string[] {
  return html
    .slice(html.indexOf('<p class="state"'))
    .replace(/[✓◆▲◐✕]/g, '')
    .split(/<\/?(?:p|td|tr|table|h1|li|ul|div|br|a|b|strong)\b[^>]*>/)
    .map((part) => flat(decoded(part)).replace(/^·|·$/g, ''))
    .filter(Boolean)
}

/** The tags that are open at the end, or that were closed out of order. */
function unclosed(html: string): string[] {
  const open: string[] = []
  for (const [, end, tag = ''] of html
    .replace(/<!--.*?-->/gs, '')
    .matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s[\w-]+="[^"]*")*\s*>/g))
    if (!end && !/^(meta|br)$/.test(tag)) open.push(tag)
    else if (end && open.pop() !== tag) return [...open, `/${tag}`]
  return open
}

const flat = (text: string) => text.replace(/[\s\u00a0]+/g, '')

const decoded = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&middot;', '·')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
