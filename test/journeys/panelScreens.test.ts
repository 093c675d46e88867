import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultsOfColours, violationsOf } from '../axe.ts'
import { launchBrowser } from '../browser.ts'
import { sendingDay, shotsOfSending } from '../screens/panelDesk.ts'
import { type Shot, shotsOfQuiet, shotsOfStart, shotsOfTrouble } from '../screens/panelShots.ts'
import { firstDay, quietDay, type Stage, troubledDay } from '../screens/panelStage.ts'

let browser: Browser
let first: Stage
let quiet: Stage
let trouble: Stage
let sending: Stage
beforeAll(async () => {
  ;[browser, first, quiet, trouble, sending] = await Promise.all([
    launchBrowser(),
    firstDay(),
    quietDay(),
    troubledDay(),
    sendingDay(),
  ])
}, 120_000)
afterAll(async () => {
  await Promise.all([browser.close(), first.close(), quiet.close(), trouble.close(), sending.close()])
})

test('every screen of the panel passes axe in both themes, fits 320 px and obeys its own policy', async () => {
  // Each stage has a server of its own, so they go side by side.
  const stages: [Stage, Shot[]][] = [
    [first, shotsOfStart(first)],
    [quiet, shotsOfQuiet(quiet)],
    [trouble, shotsOfTrouble(trouble)],
    [sending, shotsOfSending(sending)],
  ]
  const found: string[] = []
  await Promise.all(
    stages.map(async ([stage, shots]) => {
      for (const shot of shots) found.push(...(await complaintsOf(stage, shot)))
    }),
  )
  expect(found).toEqual([])
}, 300_000)

async function complaintsOf(stage: Stage, shot: Shot): Promise<string[]> {
  const context = await browser.newContext({ baseURL: stage.url, viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const found: string[] = []
  page.on('pageerror', (error) => found.push(`${shot.name}: ${error.message}`))
  page.on('console', (line) => {
    if (line.type() === 'error' && !/status of 4\d\d|frame is sandboxed/.test(line.text()))
      found.push(`${shot.name}: ${line.text()}`)
  })
  if (!shot.stranger) await context.addCookies([stage.cookie])
  await page.goto(shot.path)
  await shot.act?.(page)
  const faults = [...(await violationsOf(page, { iframes: false })), ...(await faultsOfColours(page, 'dark'))]
  found.push(...faults.map((fault) => `${shot.name}: ${fault}`))
  await page.setViewportSize({ width: 320, height: 700 })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  if (wide > 320) found.push(`${shot.name}: ${wide} px wide at 320`)
  await context.close()
  return found
}
