import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Transport } from '../../api/delivery/email.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { suppressSubscriber } from '../../api/subscribers/suppressSubscriber.ts'
import { type World, world } from '../world.ts'
import { cookieOf, panelOf } from './panelVisit.ts'

let w: World
let panel: Awaited<ReturnType<typeof panelOf>>
beforeEach(async () => {
  w = await world()
  panel = await panelOf(w.ctx)
  for (const address of ['sam@example.org', 'kim@example.org', 'gone@example.org']) await w.subscriber(address)
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await w.deliverAll(choosy)
})
afterEach(() => w.close())

const choosy: Transport = {
  connections: 1,
  close: async () => {},
  async send({ to }) {
    if (to.startsWith('gone')) return { kind: 'refused', answer: '554 5.7.1 <b>no</b>' }
    return to.startsWith('kim') ? { kind: 'later', answer: '451 later' } : { kind: 'sent', answer: '250 ok' }
  },
}

/** What a reader sees, without markup. */
const seen = async (path: string, cookie: string) =>
  (await (await panel.get(path, cookie)).text())
    .replace(/<head>.*?<\/head>|<script.*?<\/script>|<nav class="nav".*?<\/nav>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

test('a message says who was told, in a sentence, in a bar with words, and by channel', async () => {
  const html = await (await panel.get('/manage/deliveries/1', await cookieOf(w.ctx, 'viewer'))).text()
  expect(html).toMatch(/<h1[^>]*>\s*1 of 3 told, 1 on their way, 1 not reached\.\s*<\/h1>/)
  expect(html).toMatch(/<progress max="3" value="2" aria-label="2 of 3 are done"/)
  expect(html).toContain('data-live="counts"')
  expect(html).not.toContain('style=')
  expect(html).not.toContain('<b>no</b>')
})

test('everything is there without script: outcome, channel and address are a form that asks again', async () => {
  const cookie = await cookieOf(w.ctx, 'viewer')
  const found = async (query: string) =>
    (await seen(`/manage/deliveries/1?${query}`, cookie)).match(/\w+@example\.org/g) ?? []
  expect(await found('')).toEqual(['gone@example.org'])
  expect(await found('show=all')).toEqual(['sam@example.org', 'kim@example.org', 'gone@example.org'])
  expect(await found('show=sent')).toEqual(['sam@example.org'])
  expect(await found('show=retrying')).toEqual(['kim@example.org'])
  expect(await found('show=all&words=AM@')).toEqual(['sam@example.org'])
  expect(await found('show=all&channel=slack')).toEqual([])
  expect(await found('show=nonsense')).toEqual(['gone@example.org'])
  expect((await panel.get('/manage/deliveries/1?after=nonsense', cookie)).status).toBe(422)
  expect((await panel.get('/manage/deliveries/7', cookie)).status).toBe(404)
})

test('what was not reached is sent again by a button with its exact number', async () => {
  const viewer = await (await panel.get('/manage/deliveries/1', await cookieOf(w.ctx, 'viewer'))).text()
  expect(viewer).not.toContain('/resend')
  const cookie = await cookieOf(w.ctx, 'manager')
  const html = await (await panel.get('/manage/deliveries/1', cookie)).text()
  expect(html).toMatch(/<button type="submit" class="go">Send 1 again<\/button>/)
  const once = { form: 'resend', once: 'abcdefghijkl' }
  const answer = await panel.post('/manage/deliveries/1/resend', once, cookie)
  expect(answer.headers.get('location')).toBe('/manage/deliveries/1?show=waiting&again=1')
  const after = await seen('/manage/deliveries/1?show=waiting&again=1', cookie)
  expect(after).toContain('1 message is on its way again')
  expect(after).toContain('1 of 3 told, 2 on their way.')
  expect((await panel.post('/manage/deliveries/1/resend', once, cookie)).status).toBe(303)
  const refused = await panel.post('/manage/deliveries/1/resend', { form: 'resend' }, cookie)
  expect(refused.status).toBe(409)
})

test('the proof as a file is for administrators, and tells a spreadsheet its spelling', async () => {
  const manager = await cookieOf(w.ctx, 'manager')
  expect(await seen('/manage/deliveries/1', manager)).not.toContain('Proof as CSV')
  expect((await panel.get('/manage/deliveries/1/recipients.csv', manager)).status).toBe(403)
  const cookie = await cookieOf(w.ctx, 'administrator')
  expect(await seen('/manage/deliveries/1', cookie)).toContain('Proof as CSV')
  const answer = await panel.get('/manage/deliveries/1/recipients.csv', cookie)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(bytes.toString('utf8').split('\r\n')).toHaveLength(5)
  expect((await panel.get('/manage/deliveries/1/recipients.csv')).status).toBe(303)
})

test('one click further stands one subscriber, with everything that was sent to them', async () => {
  const cookie = await cookieOf(w.ctx, 'viewer')
  const html = await (await panel.get('/manage/deliveries/1?show=retrying', cookie)).text()
  const href = /<a href="(\/manage\/subscribers\/\d+)"[^>]*>\s*kim@example/.exec(html)?.[1] as string
  const page = await seen(href, cookie)
  expect(page).toContain('kim@example.org is told about everything.')
  expect(page).toMatch(/Checkout fails Opened .* Put off, will be tried again 1 in .* 451 later/)
  expect(page).not.toContain('Delete for good')
  expect((await panel.get('/manage/subscribers/99', cookie)).status).toBe(404)
  await suppressSubscriber(w.ctx, 3, '550 5.1.1')
  expect(await seen('/manage/subscribers/3', cookie)).toMatch(
    /gone@example.org cannot be reached\..*Because 550 5\.1\.1/,
  )
})

test('an endpoint is called by its host; neither its address nor its secret is shown', async () => {
  const endpoint = {
    channel: 'webhook',
    host: 'hooks.example',
    ownerAddress: 'ops@example.org',
    secret: 'SEALEDSECRET',
  }
  const id = await w.subscriber('SEALEDADDRESS', endpoint as never)
  const html = await (await panel.get(`/manage/subscribers/${id}`, await cookieOf(w.ctx, 'administrator'))).text()
  expect(html).toContain('hooks.example')
  expect(html).toContain('ops@example.org')
  expect(html).not.toContain('SEALED')
})

test('after 90 days a message says that its details were folded', async () => {
  await w.ctx.db.write('urgent', (tx) => tx.run(`update fan_outs set folded_at = ${+w.clock.now()}`))
  const cookie = await cookieOf(w.ctx, 'administrator')
  const page = await seen('/manage/deliveries/1', cookie)
  expect(page).toContain('Details were folded after 90 days')
  expect(page).toContain('1 of 3 told')
  expect(page).not.toMatch(/Proof as CSV|Send \d+ again/)
})
