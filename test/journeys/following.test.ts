import { createClient } from '@libsql/client'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { until } from '../server.ts'
import { wordsOf } from '../site/words.ts'
import { type Stage, setStage } from './story.ts'

// A subscriber's life, in a browser without scripts and with a real mail server: every test goes on where the last one ended.
const sam = 'sam@harbour.example'
const moved = 'sam.reader@harbour.example'
let stage: Stage
let browser: Browser
let page: Page
let checkout: string
let search: string
let own: string

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([setStage(), launchBrowser()])
  page = await (await browser.newContext({ baseURL: stage.server.url, javaScriptEnabled: false })).newPage()
  const groupId = (await stage.api<{ id: string }>('POST', '/components', { name: 'Ordering', isGroup: true })).id
  checkout = (await stage.api<{ id: string }>('POST', '/components', { name: 'Checkout', groupId })).id
  search = (await stage.api<{ id: string }>('POST', '/components', { name: 'Search' })).id
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

test('subscribes with choices, and confirms by a button', async () => {
  await page.goto('/subscribe')
  await page.getByText('Choose what, and in which language').click()
  await page.getByLabel(/^Only what I tick/).check()
  await page.getByLabel('All of Ordering').check()
  await page.getByLabel('Missed promises').check()
  await page.locator('#email').fill('sam at harbour.example')
  await press('Email me about this')
  // The browser itself refuses that; ours is asked by those that do not.
  expect(new URL(page.url()).pathname).toBe('/subscribe')
  await page.locator('#email').fill(sam)
  await press('Email me about this')
  await page.waitForURL('**/subscribe/asked')
  const asking = await mailTo(sam, 1)
  await page.goto(linkIn(asking, 'subscription'))
  expect(await text()).toContain(
    'We write about all of Ordering: incidents, planned maintenance, reports and missed promises.',
  )
  await press('Yes, send me these mails')
  expect(await text()).toContain('Thank you, that is confirmed.')
})

test('opens the own page from a mail, and hears less from then on', async () => {
  await open('Checkout is slow', checkout, 'degraded_performance')
  await open('Search is down', search, 'major_outage')
  own = linkIn(await mailTo(sam, 2), 'following')
  await page.goto(own)
  expect(await text()).toContain(`You follow all of Ordering.`)
  await page.getByLabel(/^Only what is major/).check()
  await page.getByLabel(/^Planned maintenance/).uncheck()
  await page.getByLabel('Language of the mails').selectOption({ label: 'Deutsch' })
  await press('Save')
  expect(await text()).toContain('in German, about incidents, reports and missed promises: only what is major')
  await open('Checkout is slow again', checkout, 'degraded_performance')
  await open('Checkout is down', checkout, 'major_outage')
  const german = await mailTo(sam, 3)
  expect(german).toContain('Checkout is down')
  expect(german).toContain('Statusseite')
})

test('pauses, resumes, and hears again of what is said from then on', async () => {
  await page.goto(own)
  await page.getByLabel('Nothing for a while').selectOption({ label: 'Until I say otherwise' })
  await press('Pause')
  expect(await text()).toContain('Paused until you say otherwise.')
  await open('Nobody can order', checkout, 'major_outage')
  await press('End the pause')
  expect(await text()).toContain('The pause is over.')
  await open('Orders fail once more', checkout, 'major_outage')
  expect(await mailTo(sam, 4)).toContain('Orders fail once more')
})

test('moves to another address; the old link is dead', async () => {
  await page.goto(own)
  await page.getByLabel('Write to me at').fill(moved)
  await press('Ask the new address')
  expect(await text()).toContain(`Waiting for ${moved} to confirm`)
  await page.goto(linkIn(await mailTo(moved, 1), 'address'))
  await press('Yes, write to this address')
  expect((await fetch(own)).status).toBe(404)
  await page.getByRole('link', { name: 'your own page' }).click()
  await page.waitForURL('**/following/*')
  own = page.url()
  expect(await text()).toContain(`We write to ${moved}`)
})

test('sees what was sent, when, and what became of it', async () => {
  const [, table = ''] = /<tbody>(.*)<\/tbody>/s.exec(await page.content()) ?? []
  const rows = table.split('</tr>').map((row) => wordsOf(`<body>${row}`).trim())
  const said = rows.filter(Boolean).map((row) => row.replace(/^\d\d:\d\d /, ''))
  expect(said).toEqual([
    'Question to a new address Accepted by your side',
    'New incident: Orders fail once more Accepted by your side',
    'New incident: Checkout is down Accepted by your side',
    'New incident: Checkout is slow Accepted by your side',
    'Question whether you want our mail Accepted by your side',
  ])
})

test('no GET or HEAD of any link in any mail changes anything', async () => {
  const links = stage.sink.received.flatMap(({ raw }) => linksIn(raw))
  expect(new Set(links.map((link) => new URL(link).pathname.split('/')[1]))).toEqual(
    new Set(['', 'incidents', 'subscription', 'following', 'address', 'unsubscribe']),
  )
  const before = await everything()
  for (const link of [...new Set([...links, own])]) for (const method of ['GET', 'HEAD']) await fetch(link, { method })
  expect(await everything()).toEqual(before)
})

test('asks for the link, leaves, and is forgotten', async () => {
  await page.goto('/subscribe')
  await page.getByLabel('The address that we write to').fill('nobody@harbour.example')
  await press('Mail me the link')
  await page.waitForURL('**/subscribe/linked')
  await page.goto(own)
  await page.locator('#leave').getByRole('button', { name: 'Leave' }).click()
  expect(await text()).toContain('You get no mail from us.')
  await page.getByText('Delete me', { exact: true }).click()
  await press('Delete me for good')
  expect(await text()).toContain('We have forgotten you.')
  expect((await page.goto(own))?.status()).toBe(404)
  expect(JSON.stringify(await everything())).not.toMatch(/sam(\.reader)?@/)
  expect(stage.sink.received.filter(({ to }) => to.includes('nobody@harbour.example'))).toEqual([])
})

async function press(name: string) {
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForLoadState()
}

const text = async () => wordsOf(await page.content())

const open = (name: string, id: string, state: string) =>
  stage.api('POST', '/incidents', { name, body: 'We look into it.', components: [{ id, state }] })

/** The text of the newest mail to an address, once there are so many. */
async function mailTo(address: string, count: number): Promise<string> {
  const mails = await until(async () => {
    const all = await stage.sink.read(address)
    return all.length >= count && all
  }, `${count} mails to ${address}`)
  expect(mails.map(({ subject }) => subject)).toHaveLength(count)
  return mails.at(-1)?.text ?? ''
}

function linkIn(mail: string, kind: string): string {
  return new RegExp(`http\\S+/${kind}/[\\w-]+`).exec(mail)?.[0] ?? expect.fail(`no link for ${kind} in:\n${mail}`)
}

/** Also those that a line of a mail was broken in. */
function linksIn(raw: string): string[] {
  const whole = raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=')
  return [...whole.matchAll(/http:\/\/127[^\s"<>)]+/g)].map(([link]) => link)
}

/** What a look could change. Deliveries and the clock go on by themselves. */
async function everything() {
  const client = createClient({ url: stage.server.databaseUrl })
  const tables = ['subscribers', 'subscriber_components', 'subscriber_incidents', 'events', 'sessions']
  const rows = []
  for (const table of tables) rows.push((await client.execute(`select * from ${table} order by 1, 2`)).rows)
  client.close()
  return rows.map((all) => all.map((row) => ({ ...row })))
}
