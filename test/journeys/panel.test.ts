import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { forget, type Server, startServer, until } from '../server.ts'
import { type Sink, smtpSink } from '../sinks/smtp.ts'

// One incident as its people live through it: Ada in the panel, Sam with the page open and mail, Una who never confirmed.
let server: Server
let sink: Sink
let browser: Browser
let ada: Page
let sam: Page
let adas: BrowserContext
let incident: string

const password = 'correct horse battery staple'
const open = (page: Page, path: string) => page.goto(`${server.url}${path}`)
const text = (path: string) => fetch(`${server.url}${path}`).then((answer) => answer.text())
const h1 = (page: Page) => page.locator('h1').textContent().then(String)
const mailsTo = (address: string, count: number) =>
  until(async () => {
    const mails = await sink.read(address)
    return mails.length >= count && mails
  }, `${count} mails to ${address}`)

beforeAll(async () => {
  sink = await smtpSink()
  server = await startServer({ env: { SMTP_URL: sink.url } })
  browser = await launchBrowser()
  adas = await browser.newContext()
  ada = await adas.newPage()
  sam = await (await browser.newContext()).newPage()
  for (const page of [ada, sam]) page.setDefaultTimeout(8000)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await sink?.close()
  if (server) forget(server)
})

test('Ada opens the link of the first start, and is in', async () => {
  const link = /http\S+set-up\S+/.exec(server.output())?.[0] ?? ''
  await ada.goto(link)
  await ada.getByLabel('Your name').fill('Ada Admin')
  await ada.getByLabel('Mail address').fill('ada@harbour.example')
  await ada.getByLabel('Password').fill(password)
  await ada.getByRole('button', { name: 'Begin' }).click()
  await ada.waitForURL(`${server.url}/manage`)
  await ada.getByRole('button', { name: 'Sign out' }).click()
  await open(ada, '/manage/incidents')
  await ada.getByLabel('Mail address').fill('ada@harbour.example')
  await ada.getByLabel('Password').fill(password)
  await ada.getByRole('button', { name: 'Sign in' }).click()
  await ada.waitForURL(`${server.url}/manage/incidents`)
})

test('she adds two components', async () => {
  for (const name of ['Checkout', 'Card payments']) {
    await open(ada, '/manage/components')
    await ada.getByLabel('Name', { exact: true }).fill(name)
    await ada.getByRole('button', { name: 'Add it to the page' }).click()
    await until(async () => (await text('/')).includes(name), `${name} on the page`)
  }
})

test('Sam subscribes on the page and confirms with the button of the mailed page; Una does not', async () => {
  for (const address of ['sam@harbour.example', 'una@harbour.example']) {
    await open(sam, '/')
    await sam.locator('input[name=email]').fill(address)
    await sam.getByRole('button', { name: 'Email me' }).click()
    await sam.waitForLoadState()
    await mailsTo(address, 1)
  }
  const [mail] = await sink.read('sam@harbour.example')
  await sam.goto(/http\S+\/subscription\/\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  await sam.getByRole('button', { name: /Yes/ }).click()
  await until(async () => /settled|Thank you/.test(await h1(sam)), 'a word of thanks')
})

test('an incident on two components: the open page changes without reload, pushed and not polled', async () => {
  await open(sam, '/')
  await sam.evaluate(() => Object.assign(window, { neverReloaded: true }))
  const asked: string[] = []
  sam.on('request', (request) => void asked.push(new URL(request.url()).pathname))
  await sam.waitForTimeout(2500)
  expect(asked).toEqual([])

  await open(ada, '/manage/incidents/new')
  for (const [name, state] of [
    ['Card payments', 'Major outage'],
    ['Checkout', 'Degraded'],
  ] as const)
    await ada
      .getByRole('radiogroup', { name: `State of ${name}` })
      .getByLabel(state)
      .check({ force: true })
  await ada.getByLabel('What customers notice').fill('Card payments are failing')
  await ada.getByLabel('What we know').fill('About one payment in eight is declined.')
  await ada.getByRole('button', { name: /^Publish and tell 1/ }).click()
  await ada.waitForURL(/manage\/incidents\/[a-z0-9]{12}/)
  incident = /incidents\/([a-z0-9]{12})/.exec(ada.url())?.[1] ?? ''

  await until(async () => (await h1(sam)).includes('Card payments are failing'), 'the headline on the open page')
  expect(await sam.evaluate(() => 'neverReloaded' in window)).toBe(true)
  expect(asked.length).toBeLessThanOrEqual(3)
})

test('the confirmed subscriber has one mail, the unconfirmed none; Atom and RSS carry it', async () => {
  const [, mail] = await mailsTo('sam@harbour.example', 2)
  expect(mail?.subject).toContain('Card payments are failing')
  expect(mail?.text).toContain('About one payment in eight is declined.')
  await new Promise((wait) => setTimeout(wait, 500))
  expect(await sink.read('sam@harbour.example')).toHaveLength(2)
  expect(await sink.read('una@harbour.example')).toHaveLength(1)
  expect(await text('/history.atom')).toContain('Card payments are failing')
  expect(await text('/history.rss')).toContain('About one payment in eight is declined.')
})

test('an update threads under it', async () => {
  const form = ada.locator('form#update')
  await form.getByLabel('Identified').check({ force: true })
  await form.getByLabel('What is new for customers').fill('Our payment provider has a fault.')
  await form.getByRole('button', { name: /^Publish the update/ }).click()
  await until(
    async () => String(await sam.locator('main').textContent()).includes('Our payment provider has a fault.'),
    'the update',
  )
  const [, opened, update] = await mailsTo('sam@harbour.example', 3)
  expect(update?.inReplyTo).toBe(opened?.messageId)
  expect(update?.subject).toBe(opened?.subject)
})

test('a wrong move is answered in words, and what was typed stays', async () => {
  await open(ada, `/manage/incidents/${incident}`)
  const form = ada.locator('form#update')
  await form.evaluate((node: HTMLFormElement) => {
    node.noValidate = true
  })
  await form.getByLabel('What is new for customers').fill('x'.repeat(10))
  await form.getByLabel('What is new for customers').evaluate((node: HTMLTextAreaElement) => {
    node.removeAttribute('maxlength')
    node.value = `Too long. ${'x'.repeat(26_000)}`
  })
  await form.getByRole('button', { name: /^Publish the update/ }).click()
  await until(
    async () => String(await ada.locator('main').textContent()).includes('25,000'),
    'the sentence about the limit',
  )
  expect(await ada.locator('form#update textarea[name=body]').inputValue()).toContain('Too long.')
})

test('resolve turns the banner', async () => {
  await open(ada, `/manage/incidents/${incident}`)
  const form = ada.locator('form#resolve')
  await form.getByLabel('The last word').fill('Card payments work again for everyone.')
  await form.getByRole('button', { name: /^Resolve/ }).click()
  await until(async () => (await h1(sam)).includes('All systems are working'), 'the quiet headline on the open page')
  await mailsTo('sam@harbour.example', 4)
})

test('the post-mortem is published and found under /reports', async () => {
  await open(ada, `/manage/incidents/${incident}/postmortem`)
  await ada.getByLabel('Title').fill('Why card payments failed')
  await ada.getByLabel('For customers').fill('## What happened\n\nA certificate expired.')
  await ada.getByRole('button', { name: /^Publish/ }).click()
  await until(async () => (await text('/reports')).includes('Why card payments failed'), 'the report in the list')
  await open(sam, '/reports')
  await sam.getByRole('link', { name: 'Why card payments failed' }).click()
  expect(await h1(sam)).toBe('Why card payments failed')
  const mails = await mailsTo('sam@harbour.example', 5)
  expect(mails[4]?.text).toContain('Why card payments failed')
})

test('looking at every link of every mail changes nothing; one click leaves, and the next mail is not sent', async () => {
  const mails = await sink.read('sam@harbour.example')
  const links = new Set(mails.flatMap((mail) => (mail.text ?? '').match(/https?:\/\/[^\s)>]+/g) ?? []))
  for (const link of links) {
    expect((await fetch(link, { method: 'HEAD' })).status).toBeLessThan(500)
    await sam.goto(link)
  }
  const header = mails.at(-1)?.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? ''
  const link = /<(http[^>]+)>/.exec(header)?.[1] ?? ''
  const post = async () => {
    await open(ada, '/manage/incidents/new')
    await ada.getByLabel('What customers notice').fill('Search is slow')
    await ada.getByLabel('What we know').fill('We are looking.')
    await ada.getByRole('button', { name: /^Publish/ }).click()
    await ada.waitForURL(/manage\/incidents\/[a-z0-9]{12}/)
  }
  await post()
  await mailsTo('sam@harbour.example', 6)

  const left = await fetch(link, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  })
  expect(left.status).toBe(200)
  await post()
  await until(async () => (await text('/history.rss')).split('Search is slow').length > 2, 'the second one in the feed')
  await new Promise((wait) => setTimeout(wait, 2000))
  expect(await sink.read('sam@harbour.example')).toHaveLength(6)
  expect(await sink.read('una@harbour.example')).toHaveLength(1)
})
