import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { hanna, type Stage, troubledDay } from '../screens/panelStage.ts'

let browser: Browser
let stage: Stage
beforeAll(async () => {
  ;[browser, stage] = await Promise.all([launchBrowser(), troubledDay()])
}, 120_000)
afterAll(async () => {
  await Promise.all([browser.close(), stage.close()])
})

async function open(path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ baseURL: stage.url, viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  await page.goto(path)
  return { page, close: () => context.close() }
}

async function signIn(page: Page) {
  await page.fill('[name=email]', hanna.email)
  await page.fill('[name=password]', hanna.password)
  await page.click('.go')
}

test.each([true, false])('sign in, and open an incident in one go (scripts: %s)', async (javaScriptEnabled) => {
  const { page, close } = await open('/manage/incidents/new', { javaScriptEnabled })
  expect(new URL(page.url()).pathname).toBe('/manage/sign-in')
  await signIn(page)
  await page.waitForURL('**/manage/incidents/new')
  await page.getByRole('checkbox', { name: 'Parcel tracking' }).check()
  await page
    .getByRole('radiogroup', { name: 'State of Parcel tracking' })
    .getByLabel('Major outage')
    .check({ force: true })
  await page.getByLabel('What customers notice').fill('Parcels cannot be tracked')
  await page.getByLabel('What we know').fill('The tracking page stays empty.')
  if (javaScriptEnabled) await page.locator('#preview h2', { hasText: 'Parcels cannot be tracked' }).first().waitFor()
  await page.locator('.send .go').click()
  await page.waitForURL('**/manage/incidents/*?posted')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Parcels cannot be tracked')
  expect(await page.locator('.say').first().textContent()).toContain('The tracking page stays empty.')
  expect(await page.locator('.band .state').first().textContent()).toContain('Major outage')
  await close()
})

test('the number on the button follows what is chosen, and is the number that is told', async () => {
  const { page, close } = await open('/manage/incidents/new')
  await signIn(page)
  await page.waitForURL('**/manage/incidents/new')
  expect(await page.locator('.send .go').textContent()).toContain('Publish and tell 93 people')
  await page.getByRole('checkbox', { name: 'Checkout' }).check()
  await page.locator('.send .go', { hasText: 'Publish and tell 138 people' }).waitFor()
  await page.getByRole('checkbox', { name: 'Tell nobody' }).check()
  await page.locator('.send .go', { hasText: 'telling nobody' }).waitFor()
  await close()
})

test('single keys work until somebody types or switches them off', async () => {
  const { page, close } = await open('/manage/sign-in')
  await signIn(page)
  await page.waitForURL('**/manage')
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.waitForURL('**/manage/components')
  await page.getByLabel('Name').press('n')
  expect(await page.getByLabel('Name').inputValue()).toBe('n')
  await page.goto('/manage/account')
  await page.getByLabel('Use single keys').uncheck()
  await page.keyboard.press('n')
  await page.waitForTimeout(300)
  expect(new URL(page.url()).pathname).toBe('/manage/account')
  expect(await page.locator('kbd:visible').count()).toBe(0)
  await page.getByLabel('Use single keys').check()
  await page.locator('body').press('n')
  await page.waitForURL('**/manage/incidents/new')
  await close()
})

test('the enter key in a field looks at the preview and never publishes', async () => {
  const { page, close } = await open('/manage/incidents/new')
  await signIn(page)
  await page.waitForURL('**/manage/incidents/new')
  await page.getByLabel('What we know').fill('A whole text.')
  await page.getByLabel('What customers notice').fill('A headline')
  await page.getByLabel('What customers notice').press('Enter')
  await page.waitForLoadState()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Open an incident')
  expect(await page.getByLabel('What we know').inputValue()).toBe('A whole text.')
  await close()
})
