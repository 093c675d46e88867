import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { dump, everyMail, linksOf, linkTo, mailsTo, quiet, type Stage, setStage, stateOf, worlds } from './scanned.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each(worlds)('%s', (name) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage(name)
    await everyMail(stage)
  }, 120_000)
  afterAll(() => stage.close())

  test('whoever only looks changes nothing: GET, HEAD, OPTIONS, and a browser that runs scripts, on every link of every mail', async () => {
    const links = await linksOf(stage)
    const kinds = new Set(links.map((link) => new URL(link).pathname.split('/')[1]))
    for (const kind of ['', 'subscription', 'following', 'address', 'unsubscribe', 'incidents', 'reports'])
      expect([...kinds]).toContain(kind)
    expect(links.filter((link) => !link.startsWith(`${stage.url}/`) && link !== stage.url)).toEqual([])
    await quiet(stage)
    const before = await dump(stage)
    for (const link of links) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const { status, headers } = await stage.ask(method, link)
        expect(status, `${method} ${link}`).toBeLessThan(500)
        if (/\/(subscription|following|address|unsubscribe)\//.test(link) && method !== 'OPTIONS')
          expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' })
      }
      // Some pretend to be somebody, or prefetch.
      await stage.ask('GET', link, {
        'User-Agent': 'Mozilla/5.0 (scanner)',
        Purpose: 'prefetch',
        'Sec-Purpose': 'prefetch',
      })
    }
    const { page, close } = await open(stage)
    for (const link of links) {
      await page.goto(link, { waitUntil: 'load' })
      for (const button of await page.getByRole('button').all()) if (await button.isVisible()) await button.hover()
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
      await pause(150)
    }
    await close()
    await quiet(stage)
    expect(await dump(stage)).toEqual(before)
    // Such a change would have been seen.
    await stage.ask('POST', await linkTo(stage, 'presser@example.org', 'unsubscribe'))
    expect(await dump(stage)).not.toEqual(before)
  })

  test('our own buttons work: confirm, choose, move, leave', async () => {
    const { page, close, complaints } = await open(stage)
    await page.goto(await linkTo(stage, 'new@example.org', 'subscription'))
    await press(page, 'Yes, send me these mails')
    expect(await stateOf(stage, 'new@example.org')).toBe('active')

    await page.goto(await linkTo(stage, 'sam@example.org', 'following'))
    await page.getByLabel(/^Only what is major/).check()
    await press(page, 'Save')
    expect(await stage.rows("select floor from subscribers where address = 'sam@example.org'")).toEqual([
      { floor: 'major' },
    ])
    await page.getByLabel('Nothing for a while').selectOption({ label: 'Until I say otherwise' })
    await press(page, 'Pause')
    expect(await stateOf(stage, 'sam@example.org')).toBe('paused')
    await press(page, 'End the pause')
    expect(await stateOf(stage, 'sam@example.org')).toBe('active')

    await page.goto(await linkTo(stage, 'moved@example.org', 'address'))
    await press(page, 'Yes, write to this address')
    expect(await stateOf(stage, 'moved@example.org')).toBe('active')

    await page.goto(await linkTo(stage, 'kim@example.org', 'unsubscribe'))
    await press(page, 'Unsubscribe')
    expect(await stateOf(stage, 'kim@example.org')).toBe('unsubscribed')
    await close()
    expect(complaints).toEqual([])
  })

  test('a stranger subscribes with the form of the page', async () => {
    const { page, close, complaints } = await open(stage)
    await page.goto(`${stage.url}/subscribe`)
    await page.locator('#email').fill('fresh@example.org')
    await press(page, 'Email me')
    expect(new URL(page.url()).pathname).toBe('/subscribe/asked')
    await page.goto(await linkTo(stage, 'fresh@example.org', 'subscription'))
    await press(page, 'Yes, send me these mails')
    expect(await stateOf(stage, 'fresh@example.org')).toBe('active')
    await close()
    expect(complaints).toEqual([])
  })

  test.each(Object.keys(oneClick))(
    'one click in a mail program (%s) leaves: no cookies, no Origin, no redirect',
    async (type) => {
      const address = `${type.split('/')[0]}@example.org`
      const [mail] = await mailsTo(stage, address)
      const header = (key: string) => mail?.headers.find((one) => one.key === key)?.value ?? ''
      expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
      const link = /<([^>]+)>/.exec(header('list-unsubscribe'))?.[1] ?? ''
      expect(link.startsWith(`${stage.url}/unsubscribe/`)).toBe(true)
      const { status, headers } = await stage.ask('POST', link, { 'Content-Type': type }, oneClick[type])
      expect([status, headers.location, headers['set-cookie']]).toEqual([200, undefined, undefined])
      expect(await stateOf(stage, address)).toBe('unsubscribed')
    },
  )
})

const oneClick: Record<string, string> = {
  'application/x-www-form-urlencoded': 'List-Unsubscribe=One-Click',
  'multipart/form-data; boundary=x':
    '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
}
async function open(stage: Stage) {
  const context = await browser.newContext({ baseURL: stage.url, ignoreHTTPSErrors: true })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => /error|warning/.test(message.type()) && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints, close: () => context.close() }
}

async function press(page: Page, name: string) {
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForLoadState()
}
