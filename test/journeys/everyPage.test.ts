import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pathIn } from '../../api/reads/languages.ts'
import { languages } from '../../db/vocabulary.ts'
import { faultsOf, faultsOfColours } from '../axe.ts'
import { launchBrowser } from '../browser.ts'
import { builtSite, serve } from '../site/built.ts'
import { everyPage } from '../site/everyPage.ts'

const checker = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar')

let shown: Awaited<ReturnType<typeof everyPage>>
let server: Awaited<ReturnType<typeof serve>>
let views: string[]
beforeAll(async () => {
  shown = await everyPage()
  await shown.w.tail()
  server = await serve(await builtSite(), shown.w.ctx)
  views = languages.flatMap((language) => [...shown.paths, '/nothing'].map((path) => pathIn(language, 'en', path)))
})
afterAll(async () => {
  server.close()
  await shown.w.close()
})

test('the HTML of every page in every language has no error', async (t) => {
  if (!hasJava()) t.skip('java is not installed')
  const folder = mkdtempSync(join(tmpdir(), 'candor-html-'))
  for (const [n, path] of views.entries()) {
    const page = await (await fetch(server.url + path)).text()
    writeFileSync(join(folder, `${n}.html`), page)
  }
  writeFileSync(join(folder, 'wrong.html'), '<!doctype html><html lang="en"><title>x</title><p><div></p></html>')
  const found = await check(folder)
  rmSync(folder, { recursive: true, force: true })
  const of = (name: string) => found.filter(({ url }) => url.endsWith(`/${name}.html`))
  expect(of('wrong').length, 'an error would be found').toBeGreaterThan(0)
  for (const [n, path] of views.entries())
    expect
      .soft(
        of(String(n)).map(({ message, extract }) => `${message}: ${extract}`),
        path,
      )
      .toEqual([])
})

test('no page in any language or theme has a fault that axe can find', async () => {
  const browser = await launchBrowser()
  const found = new Map<string, string[]>()
  const waiting = [...views]
  const look = async () => {
    const page = await browser.newPage()
    for (let path = waiting.shift(); path; path = waiting.shift()) {
      await page.emulateMedia({ colorScheme: 'light' })
      await page.goto(server.url + path)
      const light = await faultsOf(page)
      // Colours are the same in every language.
      const dark = shown.paths.includes(path) ? await faultsOfColours(page, 'dark') : []
      found.set(path, [...light, ...dark])
    }
  }
  await Promise.all([look(), look()])
  await browser.close()
  expect(found.size).toBe(views.length)
  for (const [path, faults] of found) expect.soft(faults, path).toEqual([])
}, 180_000)

type Fault = { type: string; url: string; message: string; extract?: string }

/** What the checker says of a folder of pages: one process for all of them. */
function check(folder: string): Promise<Fault[]> {
  return new Promise((resolve, reject) => {
    const command = ['-Xss8m', '-jar', checker, '--errors-only', '--format', 'json', folder]
    // It ends with 1 when it found something, and says what on its second channel.
    execFile('java', command, { maxBuffer: 64_000_000 }, (error, _, said) => {
      if (error && !said.includes('"messages"')) return reject(error)
      resolve(JSON.parse(said || '{"messages":[]}').messages)
    })
  })
}

function hasJava(): boolean {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
