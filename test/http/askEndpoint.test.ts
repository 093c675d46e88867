import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { subscribers } from '../../db/schema.ts'
import { type Hooked, hookedWorld } from '../delivery/hooked.ts'
import { signedByOpenssl } from '../sinks/openssl.ts'
import type { Posted } from '../sinks/webhook.ts'
import { panelOf, typedIn } from './panelVisit.ts'

let w: Hooked
let site: Awaited<ReturnType<typeof panelOf>>
beforeEach(async () => {
  w = await hookedWorld()
  site = await panelOf(w.ctx)
})
afterEach(() => w.close())

const ask = (url: string, more: Record<string, string> = {}, headers?: Record<string, string>) =>
  site.post('/subscribe/webhook', { kind: 'webhook', url, owner: 'ops@example.org', ...more }, '', headers)
const rows = () => w.ctx.db.read.select().from(subscribers)
const linkIn = (text: string | undefined) =>
  new URL(/https:\/\/\S+\/subscription\/[\w-]+/.exec(text ?? '')?.[0] ?? 'x:').pathname
const secretIn = (html: string) => /whsec_[A-Za-z0-9+/]{43}=/.exec(html)?.[0]

test('a stranger’s webhook is told once its owner has confirmed, who sees the secret once', async (t) => {
  const { url, received } = await w.receiver()
  const asked = await ask(`${url}/in`, { components: w.components.search })
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/subscribe/asked'])
  await w.deliverAll()
  const [mail] = w.mailbox('ops@example.org')
  const link = linkIn(mail?.text)
  expect(mail?.text).toContain('127.0.0.1')
  expect(mail?.text).not.toContain('/in')

  const before = await (await site.get(link)).text()
  expect(before).toContain('127.0.0.1')
  expect(secretIn(before)).toBeUndefined()
  expect((await rows())[0]?.state).toBe('pending')

  const confirmed = await site.post(link, {}, '', { accept: 'text/html' })
  const html = await confirmed.text()
  const secret = secretIn(html) as string
  expect([confirmed.status, confirmed.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(secret).toBeDefined()
  expect(html).toMatch(/href="\/following\/[\w-]+"/)
  for (const again of [await site.post(link, {}, '', { accept: 'text/html' }), await site.get(link)])
    expect(secretIn(await again.text())).toBeUndefined()

  await openIncident(w.as('mara'), { name: 'Payments fail', body: 'We look.' })
  const components = [{ id: w.components.search, state: 'partial_outage' as const }]
  await openIncident(w.as('mara'), { name: 'Search fails', body: 'We look.', components })
  await w.deliverAll()
  expect(received.map(({ body }) => JSON.parse(body).incident.name)).toEqual(['Search fails'])
  const { headers, body } = received[0] as Posted
  const said = signedByOpenssl(secret, `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
  if (said === undefined) return t.skip('openssl is not installed')
  expect(headers['webhook-signature']).toBe(`v1,${said}`)
})

test('a chat has no secret to show', async () => {
  await ask('http://127.0.0.1:9/room', { kind: 'slack' })
  await w.deliverAll()
  const link = linkIn(w.mailbox('ops@example.org')[0]?.text)
  const html = await (await site.post(link, {}, '', { accept: 'text/html' })).text()
  expect(html).toContain('127.0.0.1:9 (Slack)')
  expect(html).not.toContain('secret. It is shown')
})

test('whoever has the leave link out of a message ends it', async () => {
  const { url, received } = await w.receiver()
  await w.hook(url)
  await openIncident(w.as('mara'), { name: 'Payments fail', body: 'We look.' })
  await w.deliverAll()
  const { meta } = JSON.parse(received[0]?.body ?? '{}')
  await site.get(new URL(meta.unsubscribe).pathname)
  expect((await rows())[0]?.state).toBe('active')
  expect((await site.post(new URL(meta.unsubscribe).pathname, {}, '', {})).status).toBe(200)
  expect((await rows())[0]?.state).toBe('unsubscribed')
})

test('what is refused comes back with a sentence at its field and what was typed', async () => {
  const typed = 'https://10.0.0.1/"><script>'
  const refused = await ask(typed, { kind: 'teams', owner: 'nobody' })
  const html = await refused.text()
  expect(refused.status).toBe(422)
  expect(html).toContain('not a mail address')
  expect(typedIn(html, 'url')).toBe(typed)
  expect(html).toMatch(/<option value="teams" selected/)
  expect(await (await ask(typed)).text()).toContain('not on the public internet')
  expect(await (await ask('http://93.184.216.34/')).text()).toContain('must begin with https')
  expect(await rows()).toEqual([])
})

test('the answer says nothing about what is known', async () => {
  await w.hook('http://127.0.0.1:9/known')
  const answers = []
  for (const path of ['known', 'new', 'new', 'other']) {
    const began = performance.now()
    const answer = await ask(`http://127.0.0.1:9/${path}`)
    expect(performance.now() - began).toBeGreaterThan(145)
    answers.push(JSON.stringify([answer.status, [...answer.headers], await answer.text()]))
  }
  expect(new Set(answers).size).toBe(1)
})

test('another site asks in vain, and one network at most twenty times an hour', async () => {
  const foreign = await ask('http://127.0.0.1:9/', {}, { origin: 'https://evil.example' })
  expect(foreign.status).toBe(403)
  for (let n = 0; n < 20; n++) expect((await ask('nonsense')).status).toBe(422)
  expect((await ask('http://127.0.0.1:9/')).status).toBe(429)
  expect(await rows()).toEqual([])
})
