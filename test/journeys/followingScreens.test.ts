import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultsOf } from '../axe.ts'
import { launchBrowser } from '../browser.ts'
import { listenPanel, panelApp } from '../panel.ts'
import { followingStages } from '../screens/followingStages.ts'
import type { Shot } from '../screens/publicStages.ts'
import { freePort } from '../setup/server.ts'
import { builtSite } from '../site/built.ts'
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

test.each([
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 320 },
] as const)(
  'every page of a subscriber passes axe, fits, asks nobody else and obeys its own policy: $colorScheme, $width px',
  async (look) => {
    const found: string[] = []
    for (const shot of shots) found.push(...(await complaintsOf(shot, look)))
    expect(found).toEqual([])
  },
  300_000,
)

type Look = { colorScheme: 'light' | 'dark'; width: number }

async function complaintsOf({ name, path, prepare }: Shot, { colorScheme, width }: Look) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
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
  found.push(...(await faultsOf(page)))
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (excess > 0) found.push(`${excess} px too wide`)
  await context.close()
  return found.map((line) => `${name}: ${line}`)
}
