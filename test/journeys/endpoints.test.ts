import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { until } from '../server.ts'
import { signedByOpenssl } from '../sinks/openssl.ts'
import { type Posted, type Receiver, webhookSink } from '../sinks/webhook.ts'
import { wordsOf } from '../site/words.ts'
import { type Stage, setStage } from './story.ts'

// A webhook's life: asked for in a browser without scripts, told by a real server, and every test goes on where the last one ended.
const owner = 'ops@harbour.example'
let stage: Stage
let browser: Browser
let receiver: Receiver
let page: Page
let search: string
let secret: string
let own: string

beforeAll(async () => {
  ;[stage, browser, receiver] = await Promise.all([
    setStage({ WEBHOOK_NETWORKS: '127.0.0.0/8' }),
    launchBrowser(),
    webhookSink(),
  ])
  page = await (await browser.newContext({ baseURL: stage.server.url, javaScriptEnabled: false })).newPage()
  search = (await stage.api<{ id: string }>('POST', '/components', { name: 'Search' })).id
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await receiver?.close()
  await stage?.close()
})

test('is asked for by a form, and what was typed wrongly comes back', async () => {
  await page.goto('/subscribe')
  await page.getByRole('link', { name: 'tell us where to send it' }).click()
  await page.waitForURL('**/subscribe/webhook')
  await page.getByLabel('Its address').fill('https://192.168.0.8/hook')
  await page.getByLabel('Your mail address').fill(owner)
  await press('Mail me the link to confirm it')
  expect(await text()).toContain('not on the public internet')
  expect(await page.getByLabel('Its address').inputValue()).toBe('https://192.168.0.8/hook')
  expect(await page.getByLabel('Your mail address').inputValue()).toBe(owner)
  await page.getByLabel('Its address').fill(`${receiver.url}/in`)
  await press('Mail me the link to confirm it')
  await page.waitForURL('**/subscribe/asked')
})

test('is told nothing before its owner has confirmed from a mail, and seen the secret', async () => {
  const [mail] = await until(async () => {
    const mails = await stage.sink.read(owner)
    return mails.length > 0 && mails
  }, 'the mail that asks to confirm')
  expect(mail?.text).toContain(`127.0.0.1:${receiver.port}`)
  expect(mail?.text).not.toContain('/in')
  await page.goto(/http\S+\/subscription\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '')
  expect(await text()).toContain(`Shall 127.0.0.1:${receiver.port} hear from`)
  expect(receiver.received).toEqual([])
  await press('Yes, send it our news')
  expect(await text()).toContain('The signing secret. It is shown this once')
  secret = (await page.locator('code.once').textContent()) ?? ''
  await page.getByRole('link', { name: 'Its own page' }).click()
  await page.waitForURL('**/following/*')
  own = page.url()
  expect(await page.content()).not.toContain(secret)
})

test('is told of a post, in a message that openssl finds to be ours', async (t) => {
  await stage.api('POST', '/incidents', {
    name: 'Search is down',
    body: 'We look into it.',
    components: [{ id: search, state: 'major_outage' }],
  })
  const { headers, body, path } = await posted(1)
  expect(path).toBe('/in')
  const { incident, page: status } = JSON.parse(body)
  expect([incident.name, status.status_indicator]).toEqual(['Search is down', 'critical'])
  const signature = signedByOpenssl(secret, `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
  if (signature === undefined) return t.skip('openssl is not installed')
  expect(headers['webhook-signature']).toBe(`v1,${signature}`)
})

test('has a page of its own, where a new secret is made', async () => {
  await page.goto(own)
  expect(await text()).toContain('New incident: Search is down Accepted by your side')
  await press('Make a new secret')
  const next = (await page.locator('code.once').textContent()) ?? ''
  expect(next).not.toBe(secret)
  await open('Search is slow', 'degraded_performance')
  const { headers, body } = await posted(2)
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const both = [signedByOpenssl(next, signed), signedByOpenssl(secret, signed)]
  if (both[0] !== undefined) expect(headers['webhook-signature']).toBe(both.map((one) => `v1,${one}`).join(' '))
})

test('leaves, and hears no more', async () => {
  await page.goto(own)
  await page.locator('#leave').getByRole('button', { name: 'Leave' }).click()
  expect(await text()).toContain('Your endpoint is told nothing.')
  const { id } = await open('Search is slow again', 'degraded_performance')
  await until(async () => {
    const { items } = await stage.api<{ items: { expanded: boolean; sent: number; waiting: number }[] }>(
      'GET',
      `/incidents/${id}/notifications`,
    )
    return items.length > 0 && items.every(({ expanded, waiting }) => expanded && waiting === 0)
  }, 'the last post to be told')
  expect(receiver.received).toHaveLength(2)
})

async function press(name: string) {
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForLoadState()
}

const text = async () => wordsOf(await page.content())

const open = (name: string, state: string) =>
  stage.api<{ id: string }>('POST', '/incidents', {
    name,
    body: 'We look into it.',
    components: [{ id: search, state }],
  })

function posted(count: number): Promise<Posted> {
  return until(async () => receiver.received[count - 1], `${count} messages at the webhook`)
}
