import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { until } from '../server.ts'
import { door, type Manners } from '../sinks/smtp.ts'
import { password, type Stage, setStage } from './story.ts'

const people = 120
/** Mails go through as the test lets them. Some are refused until further notice. */
const mails = door()
const manners: Manners = {
  hold: mails.pass,
  data: (address) => (/^reader1?7@/.test(address) ? '554 5.7.1 not from you' : undefined),
}
let stage: Stage
let browser: Browser
beforeAll(async () => {
  ;[browser, stage] = await Promise.all([launchBrowser(), setStage({ MAIL_CONNECTIONS: '2' }, manners)])
  const csv = Array.from({ length: people }, (_, n) => `reader${n}@example.org`).join('\n')
  const { id } = await stage.api<{ id: string }>('POST', '/subscriber-imports', { csv, attested: true })
  await until(async () => (await stage.api('GET', `/subscriber-imports/${id}`)).state === 'finished', 'the list')
}, 60_000)
afterAll(() => Promise.all([browser.close(), stage.close()]))

async function open(path: string, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ baseURL: stage.server.url, javaScriptEnabled, acceptDownloads: true })
  const page = await context.newPage()
  await page.goto(`/manage/sign-in?next=${encodeURIComponent(path)}`)
  await page.fill('[name=email]', 'ada@harbour.example')
  await page.fill('[name=password]', password)
  await page.click('.go')
  await page.waitForURL(`**${path}*`)
  return page
}

const heading = async (page: Page) => (await page.getByRole('heading', { level: 1 }).textContent())?.trim() ?? ''
const onTheirWay = (page: Page, n: number) =>
  page.getByRole('heading', { level: 1, name: new RegExp(`^\\d+ of 120 told, ${n} on their way`) }).waitFor()

test('after a post the bar follows without a reload, says how long, keeps the focus, and ends with a word', async () => {
  const page = await open('/manage/incidents/new')
  await page.getByLabel('What customers notice').fill('Checkout fails')
  await page.getByLabel('What we know').fill('We look into it.')
  await page.locator('.send .go', { hasText: 'tell 120 people' }).click()
  await page.waitForURL('**/manage/incidents/*?posted')
  await page.locator('.posted-now').getByRole('progressbar').waitFor()
  await page.getByRole('link', { name: 'Every recipient' }).click()
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
  await page.locator('.words summary').click()

  const still = await open(new URL(page.url()).pathname, false)
  await onTheirWay(still, 120)
  await onTheirWay(page, 120)
  mails.open(40)
  await onTheirWay(page, 80)
  expect(await page.getByRole('progressbar').evaluate((one: HTMLProgressElement) => one.value)).toBe(40)
  await page
    .getByText(/^\s*33 % done\. (About \d+ (seconds|minutes)|A few seconds) left at [\d.]+ a (second|minute)\.\s*$/)
    .waitFor()
  expect(await page.locator('.words').getAttribute('open')).not.toBeNull()
  expect(await page.locator('.words summary').evaluate((one) => one === document.activeElement)).toBe(true)
  // Without script the same page says as much, as of then.
  await still.reload()
  await onTheirWay(still, 80)

  mails.open()
  await page.getByRole('heading', { level: 1, name: '118 of 120 told, 2 not reached.' }).waitFor({ timeout: 60_000 })
  expect((await page.getByRole('status').textContent())?.trim()).toBe('118 of 120 told, 2 not reached.')
  expect(await page.getByRole('progressbar').count()).toBe(0)
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true)
  expect(stage.sink.received).toHaveLength(118)
}, 120_000)

test('by keyboard alone: from a message to one subscriber, and back to tell those who were not reached', async () => {
  const page = await open('/manage')
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.waitForURL('**/manage/deliveries')
  await tabTo(page, 'Checkout fails', 'main a')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/manage/deliveries/*')
  await tabTo(page, 'reader7@example.org')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/manage/subscribers/*')
  expect(await heading(page)).toBe('reader7@example.org is told about everything.')
  expect(await page.locator('tbody tr').first().textContent()).toMatch(/Failed.*554 5\.7\.1 not from you/s)
  await page.goBack()

  manners.data = () => undefined
  await tabTo(page, 'Send 2 again')
  await page.keyboard.press('Enter')
  await page.waitForURL('**?show=waiting&again=2')
  await page.getByText('2 messages are on their way again.').waitFor()
  await page.getByRole('heading', { level: 1, name: '120 of 120 told.' }).waitFor({ timeout: 20_000 })
  expect(new Set(stage.sink.received.map(({ to }) => to[0])).size).toBe(people)
  const ids = stage.sink.received.map(({ raw }) => /^message-id: (.*)$/im.exec(raw)?.[1])
  expect(new Set(ids).size).toBe(people)
}, 60_000)

test('the proof is a file with a line for each', async () => {
  const page = await open('/manage/deliveries')
  await page.locator('main').getByRole('link', { name: 'Checkout fails' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Proof as CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^message-\d+\.csv$/)
  const chunks: Buffer[] = []
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
  const lines = Buffer.concat(chunks).toString('utf8').trimEnd().split('\r\n')
  expect(lines).toHaveLength(people + 1)
  expect(lines.filter((line) => /^reader\d+@example\.org,email,sent,1,20\S+Z,250 /.test(line))).toHaveLength(people)
})

/** Presses Tab until what it is called has the focus; whoever looks sees where. */
async function tabTo(page: Page, name: string, within = '*') {
  for (let n = 0; n < 120; n++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(
      ([name, within]) => {
        const one = document.activeElement as HTMLElement
        return one.textContent?.trim() === name && one.matches(within as string) && getComputedStyle(one).outlineStyle
      },
      [name, within],
    )
    if (here) return expect(here).not.toBe('none')
  }
  throw new Error(`No way to “${name}” by Tab.`)
}
