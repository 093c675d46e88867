import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { faultsOf } from '../axe.ts'
import { launchBrowser } from '../browser.ts'
import { type Door, openDoor } from '../http/door.ts'
import { until } from '../server.ts'
import { freePort } from '../setup/server.ts'

// Somebody else's page, on another origin, with our one line on it.

let door: Door
let browser: Browser
let host: Server
let body = ''
let policy = ''
const url = () => `http://127.0.0.1:${door.port}`

beforeAll(async () => {
  ;[door, browser] = await Promise.all([openDoor(), launchBrowser()])
  host = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', ...(policy && { 'Content-Security-Policy': policy }) })
    response.end(`<!doctype html><title>A shop</title><body><h1>Shop</h1>${body}<p id="below">Below</p>`)
  }).listen(0, '127.0.0.1')
  await once(host, 'listening')
})
afterAll(async () => {
  await browser.close()
  host.close()
  await door.close()
})
beforeEach(() => {
  policy = ''
})

const line = (more = '', from = url()) => `<script async src="${from}/embed.js"${more}></script>`

/** The shop's page, with everything that goes wrong on it. */
async function visit(html: string, options: BrowserContextOptions = {}, before?: (page: Page) => Promise<unknown>) {
  body = html
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await before?.(page)
  const asked = page.waitForResponse('**/embed').catch(() => {})
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`)
  return { page, context, errors, asked, close: () => context.close() }
}

const fail = (name: string) =>
  openIncident(door.as('mara'), {
    name,
    body: 'It fails.',
    components: [{ id: door.components.search, state: 'major_outage' }],
  })

async function shows(text: string) {
  await until(async () => (await door.get('/embed')).text.includes(text), `"${text}" in the frame`)
}

test('one line shows the state in a place of its own, and moves, names and stores nothing', async () => {
  const { page, context, errors, close } = await visit(line(), {}, async (page) => {
    // The answer takes a while: what stands below must be in its place already.
    await page.route('**/embed', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      await route.continue()
    })
  })
  const top = () => page.locator('#below').evaluate((element) => element.getBoundingClientRect().top)
  await page.locator('body > div').waitFor({ state: 'attached' })
  const before = await top()
  const frame = page.frameLocator('iframe')
  await frame.getByText('All systems are working.').waitFor()
  expect(await top()).toBe(before)
  expect(await page.locator('iframe').getAttribute('title')).toBe('Harbour Books')
  expect(await page.locator('iframe').evaluate((element) => element.getBoundingClientRect().height)).toBe(64)
  expect(await frame.locator('a').getAttribute('href')).toBe('https://status.harbour.example/')
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ''])
  const named = await page.evaluate(() =>
    Object.getOwnPropertyNames(window).filter((name) => /candor|embed|frame$/i.test(name)),
  )
  expect(named).not.toContain('candor')
  expect(errors).toEqual([])
  await close()
})

test('with data-show="trouble" it comes into the corner, and can be put away', async () => {
  const quiet = await visit(line(' data-show="trouble"'), {}, (page) => page.clock.install())
  await quiet.asked
  expect(await quiet.page.locator('iframe').count()).toBe(0)
  const id = await fail('Search fails for everybody')
  await shows('Search fails for everybody')
  const top = () => quiet.page.locator('#below').evaluate((element) => element.getBoundingClientRect().top)
  const before = await top()
  await quiet.page.clock.fastForward(61_000)
  await quiet.page.frameLocator('iframe').getByText('Search fails for everybody').waitFor()
  expect(await top()).toBe(before)
  await quiet.page.getByRole('button', { name: 'Close' }).click()
  expect(await quiet.page.locator('iframe').count()).toBe(0)
  expect(quiet.errors).toEqual([])
  await quiet.close()

  const again = await visit(line(' data-show="trouble"'), {}, (page) => page.clock.install())
  await again.page.locator('iframe').waitFor()
  await resolveIncident(door.as('mara'), { incidentId: id, body: 'Over.' })
  await shows('All systems are working.')
  await again.page.clock.fastForward(61_000)
  await again.page.locator('iframe').waitFor({ state: 'detached' })
  await again.close()
})

test('nothing is to be seen or heard of us while we are not there', async () => {
  const gone = `http://127.0.0.1:${await freePort()}`
  const dead = await visit(line('', gone) + line(' data-show="trouble"', gone))
  expect(await dead.page.locator('body > *').evaluateAll((all) => all.map(({ tagName }) => tagName))).toEqual([
    'H1',
    'SCRIPT',
    'SCRIPT',
    'P',
  ])
  expect(dead.errors).toEqual([])
  await dead.close()

  const half = await visit(line() + line(' data-show="trouble"'), {}, (page) =>
    page.route('**/embed', (route) => route.abort()),
  )
  await half.page.locator('body > div').waitFor({ state: 'attached' })
  expect(await half.page.locator('iframe').count()).toBe(0)
  expect(half.errors).toEqual([])
  await half.close()
})

test('a host that allows nothing of it goes on as if it were not there', async () => {
  const own = url()
  for (const strict of [
    `default-src 'self'`,
    `default-src 'self'; script-src ${own}; connect-src ${own}`,
    `script-src ${own}; require-trusted-types-for 'script'; trusted-types 'none'`,
  ]) {
    policy = strict
    const { page, errors, close } = await visit(line())
    await page.waitForLoadState('networkidle')
    expect.soft([await page.locator('#below').isVisible(), errors], strict).toEqual([true, []])
    await close()
  }
})

test('the frame alone may be framed, says what changes, and falls silent when nobody answers', async () => {
  expect((await door.get('/embed')).headers['content-security-policy']).toContain('frame-ancestors *')
  for (const path of ['/badge.svg', '/api/v2/status.json', '/embed.js', '/history.rss'])
    expect.soft((await door.get(path)).headers['content-security-policy'], path).toContain("frame-ancestors 'none'")

  const context = await browser.newContext()
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(`${url()}/embed`)
  expect(await faultsOf(page)).toEqual([])
  const id = await fail('Checkout fails')
  await shows('Checkout fails')
  await page.clock.fastForward(61_000)
  await page.getByText('Checkout fails').waitFor()
  await page.route('**/embed', (route) => route.abort())
  await page.clock.fastForward(61_000)
  await page.clock.fastForward(61_000)
  await page.getByText('Checkout fails').waitFor({ state: 'hidden' })
  await page.unroute('**/embed')
  await page.clock.fastForward(61_000)
  await page.getByText('Checkout fails').waitFor()
  await context.close()
  await resolveIncident(door.as('mara'), { incidentId: id, body: 'Over.' })
})

test('a badge shows its own colours, and its letters fit', async () => {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  await page.goto(`${url()}/badge.svg`)
  const ground = () => page.locator('rect').evaluate((rect) => getComputedStyle(rect).fill)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await ground()).toBe('rgb(18, 20, 22)')
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await ground()).toBe('rgb(252, 252, 251)')
  const squeezed = await page.locator('text').evaluateAll((texts) =>
    (texts as unknown as SVGTextElement[]).map((text) => {
      const room = text.textLength.baseVal.value
      text.removeAttribute('textLength')
      return text.getComputedTextLength() / room
    }),
  )
  for (const share of squeezed) expect(Math.abs(share - 1)).toBeLessThan(0.2)
  expect(complaints).toEqual([])
  await page.close()
})
