import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { proveLists } from '../prove/lists.ts'
import { until } from '../server.ts'
import { follow, password, type Stage, setStage } from './story.ts'

test('a list with a kill -9 in the middle adds everybody once, and goes out and in again', async () => {
  const { ok, goals, ...figures } = await proveLists(8000)
  console.log(JSON.stringify(figures))
  // How long a call may take is judged on a quiet machine: npm run prove:lists.
  expect({ ...goals, noLongCall: true }).toEqual(Object.fromEntries(Object.keys(goals).map((name) => [name, true])))
})

let stage: Stage
beforeAll(async () => {
  stage = await setStage({ MAIL_RATE: '100' })
})
afterAll(() => stage.close())

const lines = (count: number, name: string) =>
  Array.from({ length: count }, (_, n) => `${name}${n}@${name}.example`).join('\n')

test('a long list of people who are asked goes out at its pace, and everybody else passes it', async () => {
  const { api, sink, server } = stage
  const bring = (csv: string, attested: boolean) =>
    api<{ id: string }>('POST', '/subscriber-imports', { csv, attested })
  const done = ({ id }: { id: string }) =>
    until(async () => (await api('GET', `/subscriber-imports/${id}`)).state === 'finished', 'the list', 60_000)
  await done(await bring(lines(100, 'customer'), true))
  await done(await bring(lines(1500, 'asked'), false))
  const to = (name: string) => sink.received.filter((mail) => mail.to[0]?.endsWith(`@${name}.example`))
  await until(async () => to('asked').length > 50, 'the first to be asked')
  await api('POST', '/incidents', { name: 'Checkout fails', body: 'We look into it.' })
  await follow(stage, 'stranger@elsewhere.example')
  await until(async () => to('customer').length === 100, 'the news', 30_000)
  const askedBefore = to('asked').length
  expect(askedBefore).toBeLessThan(1200)
  await until(async () => to('asked').length === 1500, 'everybody to be asked', 60_000)
  expect(new Set(to('asked').map((mail) => mail.to[0])).size).toBe(1500)
  expect(server.output()).not.toContain('"level":50')
})

test.each([true, false])(
  'bring in a list, leave, come back, see what was refused, and bring that in again (scripts: %s)',
  async (javaScriptEnabled) => {
    const browser = await launchBrowser()
    const page = await (await browser.newContext({ baseURL: stage.server.url, javaScriptEnabled })).newPage()
    const name = javaScriptEnabled ? 'live' : 'still'
    await signIn(page)
    await page.goto('/manage/subscribers')
    await page.getByRole('link', { name: 'Bring in a list', exact: true }).click()
    await upload(page, `${name}.csv`, `email\nbroken@\n${lines(30_000, name)}\n"open@example.org\n`)
    await page.getByRole('progressbar').waitFor()
    expect(await heading(page)).toMatch(/of 30,002 lines of \w+\.csv are done\./)

    await page.goto('/manage')
    await page.getByRole('link', { name: 'Subscribers' }).click()
    await page.getByRole('link', { name: 'See how it goes on' }).click()
    if (!javaScriptEnabled) await lookUntilDone(page)
    await page.getByRole('heading', { level: 1, name: `${name}.csv added 30,000 people.` }).waitFor({ timeout: 60_000 })
    expect(await page.getByRole('progressbar').count()).toBe(0)
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^2\s+This is not a mail address/),
      expect.stringMatching(/^30,003\s+A quote is opened here and never closed\.$/),
    ])

    await page.getByRole('link', { name: 'Bring in another list' }).click()
    await upload(page, 'mended.csv', `email\nmended@${name}.example\nopen@${name}.example\n${name}0@${name}.example\n`)
    if (!javaScriptEnabled) await lookUntilDone(page)
    await page.getByRole('heading', { level: 1, name: 'mended.csv added 2 people.' }).waitFor({ timeout: 60_000 })
    await browser.close()
  },
)

async function signIn(page: Page) {
  await page.goto('/manage/sign-in')
  await page.fill('[name=email]', 'ada@harbour.example')
  await page.fill('[name=password]', password)
  await page.click('.go')
  await page.waitForURL('**/manage')
}

/** The file, and the word of honour, as a person gives them. */
async function upload(page: Page, name: string, text: string) {
  await page.getByLabel('A file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByLabel('They have agreed').check()
  await page.getByLabel('I can show when and how').check()
  await page.getByRole('button', { name: 'Bring in the list' }).click()
  await page.waitForURL('**/manage/subscribers/imports/*')
}

async function lookUntilDone(page: Page) {
  const again = page.getByRole('link', { name: 'Look again' })
  while ((await again.count()) > 0) {
    await again.click()
    await page.waitForLoadState()
    await page.waitForTimeout(300)
  }
}

const heading = async (page: Page) => (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
