import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultsOf } from '../axe.ts'
import { launchBrowser } from '../browser.ts'
import { listenPanel, panelApp } from '../panel.ts'
import { followingStages } from '../screens/followingStages.ts'
import type { Shot } from '../screens/publicStages.ts'
import { freePort } from '../setup/server.ts'
import { builtSite } from '../site/built.ts'
import { wordsOf } from '../site/words.ts'
import type { World } from '../world.ts'

let browser: Browser
let w: World
let shots: Shot[]
let url: string
let close: () => void
beforeAll(async () => {
  const [site, stage] = await Promise.all([builtSite(), followingStages[0]?.set()])
  if (!stage) throw new Error('there is no stage')
  ;({ w, shots } = stage)
  browser = await launchBrowser()
  const port = await freePort()
  close = await listenPanel(site, panelApp(site, w.ctx), port)
  url = `http://127.0.0.1:${port}`
}, 120_000)
afterAll(async () => {
  close()
  await browser.close()
  await w.close()
})

test('every page of a subscriber passes axe in both themes, wide and narrow, fits, asks nobody else and obeys its own policy', async () => {
  const found: string[] = []
  for (const shot of shots) found.push(...(await complaintsOf(shot)))
  expect(found).toEqual([])
}, 300_000)

test('everything on the own page can be reached and seen by keyboard alone', async () => {
  const { page, close } = await ownPage()
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLInputElement>('main :is(input, select, button, summary, a[href])')]
    const stops = all.filter((one) => one.checkVisibility() && (one.type !== 'radio' || one.checked))
    return stops.filter(({ type }) => type !== 'hidden').map((one) => one.outerHTML)
  })
  await page.locator('main').focus()
  const reached: string[] = []
  for (const _ of wanted) {
    await page.keyboard.press('Tab')
    const { html, outline } = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element)
      return { html: document.activeElement?.outerHTML ?? '', outline: `${outlineStyle} ${outlineWidth}` }
    })
    expect.soft(outline, html).toBe('solid 2px')
    reached.push(html)
  }
  expect(reached).toEqual(wanted)
  expect(wanted.length).toBeGreaterThan(25)
  await close()
})

test('choices are changed and saved by keyboard alone', async () => {
  const { page, close } = await ownPage()
  await page.locator('main').focus()
  await tabTo(page, 'Missed promises')
  await page.keyboard.press('Space')
  await tabTo(page, 'Every update')
  await page.keyboard.press('ArrowDown')
  await tabTo(page, 'Save')
  await page.keyboard.press('Enter')
  await page.waitForURL('**?done=choices')
  expect(wordsOf(await page.content())).toContain('reports and missed promises: only the beginning and the end')
  await close()
})

async function ownPage() {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(url + shots.find(({ name }) => name === 'own')?.path)
  return { page, close: () => context.close() }
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => document.activeElement?.closest('label, button')?.textContent?.trim())
    if (at?.startsWith(name)) return
  }
  throw new Error(`${name} cannot be reached`)
}

async function complaintsOf({ name, path, prepare }: Shot) {
  const context = await browser.newContext({ colorScheme: 'light', viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const found: string[] = []
  page.on('pageerror', (error) => found.push(error.message))
  page.on('console', (line) => {
    // A refused form and a dead link are answered as what they are; there is no live stream on this stage.
    if (line.type() === 'error' && !/status of 4(04|22)|\/live/.test(line.text() + line.location().url))
      found.push(line.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && new URL(request.url()).origin !== url)
      found.push(`asked ${request.url()}`)
  })
  await page.goto(url + path)
  await prepare?.(page)
  found.push(...(await faultsOf(page)), ...(await tooWide(page)))
  await page.setViewportSize({ width: 320, height: 900 })
  await page.emulateMedia({ colorScheme: 'dark' })
  found.push(...(await faultsOf(page)), ...(await tooWide(page)))
  await context.close()
  return found.map((line) => `${name}: ${line}`)
}

async function tooWide(page: Page): Promise<string[]> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  return excess > 0 ? [`${excess} px too wide`] : []
}
