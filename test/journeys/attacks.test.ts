import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { parse } from '../http/xml.ts'
import { type Stage, stageOf } from '../screens/panelStage.ts'
import { attackedPage } from '../site/attacked.ts'
import { attacks } from '../site/attacks.ts'

// Every attack in every field, on every surface, in a real browser whose content security policy is switched off.

let browser: Browser
let stage: Stage
let context: BrowserContext
let page: Page
const ran: string[] = []

beforeAll(async () => {
  const { w, ids } = await attackedPage()
  ;[browser, stage] = await Promise.all([launchBrowser(), stageOf({ ...w, ids }, ids)])
  context = await browser.newContext({ bypassCSP: true })
  await context.addCookies([stage.cookie])
  await context.exposeFunction('xss', (which: number) => void ran.push(`${page.url()}: ${attacks[which]}`))
  page = await context.newPage()
  page.on('dialog', (dialog) => {
    ran.push(`${page.url()}: a dialog`)
    void dialog.dismiss()
  })
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

/** What would run on a click, a hover or by itself, although it has not yet. Runs in the page. */
function armed(): string[] {
  const leads = /^(javascript|vbscript|data:text)/i
  const found: string[] = []
  for (const element of document.querySelectorAll('*'))
    for (const { name, value } of element.attributes)
      if (
        name.startsWith('on') ||
        (/^(href|src|action|formaction|data|xlink:href)$/.test(name) && leads.test(value.replace(/[^\w:/]/g, '')))
      )
        found.push(`${element.tagName} ${name}="${value.slice(0, 80)}"`)
  return found
}

/** Looks at what is loaded, and gives it a moment to do harm. */
async function harmOf(): Promise<string[]> {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 30)))
  return [...ran.splice(0), ...(await page.evaluate(armed))]
}

test('the trap works: what stands there unescaped does run', async () => {
  await page.setContent(attacks.slice(0, 22).join('\n'))
  await expect.poll(() => ran.length, { timeout: 10_000 }).toBeGreaterThan(3)
  expect(await page.evaluate(armed)).not.toEqual([])
  await page.goto('about:blank')
  ran.splice(0)
})

test('nothing runs on any public page', async () => {
  const { running, over, story, reviewed } = stage.ids
  const incidents = [running, over, story, reviewed].map((id) => `/incidents/${id}`)
  const pages = [
    '/',
    '/history',
    '/history/2026-02',
    '/reports',
    `/reports/${over}`,
    '/subscribe',
    '/subscribe/webhook',
  ]
  for (const path of [...pages, ...incidents, `/de/incidents/${story}`, '/ja', '/nothing', '/embed', '/badge.svg']) {
    const answer = await page.goto(stage.url + path)
    expect.soft([answer?.status(), await harmOf()], path).toEqual([path === '/nothing' ? 404 : 200, []])
  }
})

test('nor in the panel, nor in any mail', async () => {
  const { running, story, reviewed } = stage.ids
  const one = [`/incidents/${running}`, `/incidents/${story}`, `/incidents/${reviewed}/postmortem`, `/deliveries/1`]
  const lists = ['', '/incidents', '/incidents/new', '/maintenance', '/maintenance/new', '/components', '/subscribers']
  const more = [
    '/subscribers?state=suppressed',
    '/subscribers/imports',
    '/deliveries',
    '/keys',
    '/people',
    '/settings',
    '/account',
    '/log',
    '/mailbox',
  ]
  const seen: string[] = []
  for (const path of [...lists, ...more, ...one]) {
    const answer = await page.goto(`${stage.url}/manage${path}`)
    if (answer?.status() === 200) seen.push(path)
    expect.soft(await harmOf(), path).toEqual([])
  }
  expect(seen).toEqual(expect.arrayContaining([...lists, ...more]))
  await page.goto(`${stage.url}/manage/mailbox`)
  const mails = await page
    .locator('a[href*="/mailbox/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  expect(new Set(mails).size).toBeGreaterThan(3)
  for (const mail of [...new Set(mails)].slice(0, 12)) {
    await page.goto(`${stage.url}${mail}/html`)
    expect.soft(await harmOf(), mail).toEqual([])
  }
})

test('nor out of any feed, shown as readers show them', async () => {
  const text = async (path: string) => (await context.request.get(stage.url + path)).text()
  const rss = parse(await text('/history.rss'))
    .one('rss')
    .one('channel')
  const entries = parse(await text('/history.atom'))
    .one('feed')
    .all('entry')
  const json = JSON.parse(await text('/feed.json')).items
  const { incidents } = JSON.parse(await text('/api/v2/incidents.json'))
  const shown = {
    rss: rss.all('item').map((item) => item.text('description')),
    atom: entries.flatMap((entry) => [entry.text('title'), entry.text('content')]),
    json: json.map((item: { content_html: string }) => item.content_html),
    api: incidents.flatMap((one: { incident_updates: { body: string }[] }) =>
      one.incident_updates.map(({ body }) => body),
    ),
  }
  for (const [name, parts] of Object.entries(shown)) {
    expect(parts.length, name).toBeGreaterThan(3)
    await page.setContent(parts.join('\n'))
    expect.soft(await harmOf(), name).toEqual([])
  }
  for (const path of ['/history.rss', '/history.atom']) {
    await page.goto(stage.url + path).catch(() => {})
    expect.soft(ran.splice(0), path).toEqual([])
  }
})
