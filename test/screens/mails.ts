// Draws every mail into docs/screens: node test/screens/mails.ts [part of a name]. Japanese needs a font that has it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../db/vocabulary.ts'
import { launchBrowser } from '../browser.ts'
import { everyMail, type Named, ordinary } from '../emails/stage.ts'
import { world } from '../world.ts'
import { shrink } from './shrink.ts'

type Look = { width: number; theme: 'light' | 'dark' }

const out = process.env.SCREENS ?? join(import.meta.dirname, '../../docs/screens')
const wanted = process.argv[2] ?? ''
mkdirSync(out, { recursive: true })
const w = await world()
const mails = await everyMail(w, ordinary)
const browser = await launchBrowser()
for (const mail of mails)
  for (const [language, look] of looksOf(mail)) {
    const name = `mail-${mail.name}-${language}-${look.width}-${look.theme}`
    if (name.includes(wanted)) await draw(name, mail, language, look)
  }
await browser.close()
await w.close()

/** English in both widths and themes by turns; the update in all four, and in German and Japanese too. */
function looksOf({ name }: Named): [Language, Look][] {
  const wide: Look = { width: 720, theme: 'light' }
  const narrow: Look = { width: 390, theme: 'dark' }
  const english: [Language, Look][] = [
    ['en', wide],
    ['en', narrow],
  ]
  if (name !== 'update') return english
  return [
    ...english,
    ['en', { width: 720, theme: 'dark' }],
    ['en', { width: 390, theme: 'light' }],
    ['de', wide],
    ['de', narrow],
    ['ja', wide],
    ['ja', narrow],
  ]
}

async function draw(name: string, mail: Named, language: Language, { width, theme }: Look) {
  const { html } = await mail.in(language)
  const context = await browser.newContext({ viewport: { width, height: 600 }, colorScheme: theme, offline: true })
  const page = await context.newPage()
  page.on('request', (request) => console.log(`${name} asks for ${request.url()}`))
  await page.setContent(html)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wide > 0) console.log(`${name}: ${wide} px too wide`)
  writeFileSync(join(out, `${name}.png`), shrink(await page.screenshot({ fullPage: true })))
  await context.close()
}
