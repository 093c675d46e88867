import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { askEndpoint } from '../../api/subscribers/endpoints/askEndpoint.ts'
import { subscribers } from '../../db/schema.ts'
import { type Hooked, hookedWorld } from '../delivery/hooked.ts'
import { signedByOpenssl } from '../sinks/openssl.ts'
import type { Posted } from '../sinks/webhook.ts'
import { wordsOf } from '../site/words.ts'
import { cookieOf, panelOf, typedIn } from './panelVisit.ts'

const list = '/manage/endpoints'
let w: Hooked
let panel: Awaited<ReturnType<typeof panelOf>>
let cookie: string
beforeEach(async () => {
  w = await hookedWorld()
  panel = await panelOf(w.ctx)
  cookie = await cookieOf(w.ctx, 'administrator')
})
afterEach(() => w.close())

const get = async (path: string) => wordsOf(await (await panel.get(path, cookie)).text())
const post = (path: string, fields: Record<string, string> = {}) => panel.post(path, { form: 'act', ...fields }, cookie)
const row = async () => (await w.ctx.db.read.select().from(subscribers))[0]
const secretIn = (html: string) => /whsec_[A-Za-z0-9+/]{43}=/.exec(html)?.[0]
const wishes = { follows: 'all', kinds: 'incidents', floor: 'all', language: 'en' }
const add = (url: string, more: Record<string, string> = {}) =>
  post(list, { form: 'endpoint', kind: 'webhook', url, owner: 'ops@example.org', attested: 'yes', ...wishes, ...more })

test('is for administrators, teaches while it is empty, and stands in the navigation', async () => {
  const empty = await get(list)
  expect(empty).toContain('No webhook or chat is told.')
  expect(empty).toContain('A webhook tells a program, a chat tells a room.')
  const manager = await cookieOf(w.ctx, 'manager')
  const refused = await panel.get(list, manager)
  expect(refused.status).toBe(403)
  expect(await refused.text()).not.toContain(`href="${list}"`)
  expect(await (await panel.get('/manage', cookie)).text()).toContain(`href="${list}"`)
  expect((await panel.post(list, {}, manager)).status).toBe(403)
})

test('adds one, shows its secret once, and says what was typed wrongly', async () => {
  const { url, received } = await w.receiver()
  const refused = await add('https://10.0.0.8/x', { owner: 'nobody' })
  const again = await refused.text()
  expect(refused.status).toBe(422)
  expect(again).toContain('not a mail address')
  expect(typedIn(again, 'url')).toBe('https://10.0.0.8/x')
  const added = await add(`${url}/in`)
  const html = await added.text()
  const secret = secretIn(html)
  expect([added.status, added.headers.get('cache-control')]).toEqual([201, 'no-store'])
  expect(secret).toBeDefined()
  const { id, host } = (await row()) ?? {}
  const shown = await get(`${list}/${id}`)
  expect(shown).toContain(`${host} (${id}) is told about everything.`)
  for (const hidden of ['whsec_', '/in']) expect(shown).not.toContain(hidden)
  await openIncident(w.as('mara'), { name: 'Payments fail', body: 'We look.' })
  await w.deliverAll()
  expect(received).toHaveLength(1)
  expect(await get(list)).toMatch(/One webhook or chat is told\..*ops@example\.org Webhook Told \d\d:\d\d no/)
})

test('sends a test message, signed like any other, and says what came of it; nothing else changes', async (t) => {
  const { url, received, answer } = await w.receiver()
  const { id, secret } = await w.hook(url)
  expect(wordsOf(await (await post(`${list}/${id}/probes`)).text())).toMatch(
    /It took the test message\. HTTP 204, after/,
  )
  answer((_, response) => response.writeHead(500).end())
  expect(wordsOf(await (await post(`${list}/${id}/probes`)).text())).toMatch(/did not take the test message\. HTTP 500/)
  expect(await row()).toMatchObject({ state: 'active', failures: 0, failingSince: null })
  expect(received).toHaveLength(2)
  const { headers, body } = received[0] as Posted
  const { meta, test: said, incident } = JSON.parse(body)
  expect([meta.event, said.message, incident]).toEqual([
    'test',
    'This is a test message. Nothing has happened.',
    undefined,
  ])
  const signature = signedByOpenssl(secret, `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
  if (signature === undefined) return t.skip('openssl is not installed')
  expect(headers['webhook-signature']).toBe(`v1,${signature}`)
})

test('a form that is sent twice sends one test message', async () => {
  const { url, received } = await w.receiver()
  const { id } = await w.hook(url)
  const once = { once: 'abcdefghijkl' }
  await post(`${list}/${id}/probes`, once)
  expect(await (await post(`${list}/${id}/probes`, once)).text()).toContain('The form was sent twice')
  expect(received).toHaveLength(1)
})

test('a chat is sent its test message in its own form and language', async () => {
  const { url, received } = await w.receiver()
  const { id } = await w.hook(url, { kind: 'discord', language: 'de' })
  await post(`${list}/${id}/probes`)
  const { embeds } = JSON.parse(received[0]?.body ?? '{}')
  expect(embeds[0].title).toMatch(/^Testnachricht\\: Nachrichten von .* kommen hier an$/)
})

test('pauses, resumes, makes a new secret, changes and removes', async () => {
  const { url, received } = await w.receiver()
  const { id, secret } = await w.hook(url)
  const at = `${list}/${id}`
  expect((await post(`${at}/pause`)).headers.get('location')).toBe(at)
  await openIncident(w.as('mara'), { name: 'Payments fail', body: 'We look.' })
  await w.deliverAll()
  expect([received.length, (await row())?.state]).toEqual([0, 'paused'])
  expect((await post(`${at}/pause`)).status).toBe(409)
  await post(`${at}/resumption`)
  expect((await row())?.state).toBe('active')
  const next = secretIn(await (await post(`${at}/secret`)).text())
  expect(next).toBeDefined()
  expect(next).not.toBe(secret)
  const changed = {
    ...wishes,
    form: 'change',
    owner: 'new@example.org',
    kinds: 'postmortems',
    floor: 'major',
    language: 'fr',
  }
  expect((await post(at, changed)).headers.get('location')).toBe(`${at}?saved`)
  expect(await row()).toMatchObject({
    ...{ ownerAddress: 'new@example.org', floor: 'major', language: 'fr', everything: true },
    ...{ hearsIncidents: false, hearsPostmortems: true },
  })
  const refused = await post(at, { ...changed, owner: 'nobody' })
  expect([refused.status, typedIn(await refused.text(), 'owner')]).toEqual([422, 'nobody'])
  expect((await post(`${at}/removal`)).headers.get('location')).toBe(`${list}?removed`)
  expect(await row()).toBeUndefined()
  expect((await panel.get(at, cookie)).status).toBe(404)
})

test('what fails is owed, until it works again or is forgotten', async () => {
  const { id } = await w.hook('http://127.0.0.1:9/')
  const failingSince = new Date(+w.ctx.now() - 3 * 3_600_000)
  await w.ctx.db.write('urgent', (tx) => tx.update(subscribers).set({ failingSince, failures: 4 }))
  const overview = await (await panel.get('/manage', cookie)).text()
  expect(wordsOf(overview)).toContain('Webhook: 4 failures in a row, for 3 h.')
  expect(overview).toContain(`href="${list}/${id}"`)
  expect(await get(`${list}/${id}`)).toContain('Nothing gets through for 3 h, 4 failures in a row.')
  const manager = await cookieOf(w.ctx, 'manager')
  expect(await (await panel.get('/manage', manager)).text()).not.toContain('4 failures')
  const off = async (days: number) => {
    const suppressedAt = new Date(+w.ctx.now() - days * 86_400_000)
    const change = { state: 'suppressed', suppressedFor: 'HTTP 500', suppressedAt } as const
    await w.ctx.db.write('urgent', (tx) => tx.update(subscribers).set(change))
    return get('/manage')
  }
  expect(await off(6)).toContain('took no message, and is told nothing since')
  expect(await off(8)).not.toContain('took no message')
})

test('a program can do the same', async () => {
  const { url, received } = await w.receiver()
  const { id } = await w.hook(url)
  const headers = { cookie, origin: w.ctx.config.publicUrl, 'content-type': 'application/json' }
  const call = async (method: string, path: string, body: object = {}) => {
    const answer = await panel.app.request(`/api/v1/endpoints/${id}${path}`, {
      method,
      headers,
      body: JSON.stringify(body),
    })
    return [answer.status, await answer.json()]
  }
  expect(await call('POST', '/probes')).toMatchObject([
    200,
    { id: String(id), result: { accepted: true, status: 204, answer: 'HTTP 204' } },
  ])
  expect(received).toHaveLength(1)
  const wanted = { kinds: ['incidents', 'promises'], floor: 'new_and_resolved', language: 'ja' }
  expect(
    await call('PATCH', '', { ...wanted, components: [w.components.search], owner: 'new@example.org' }),
  ).toMatchObject([200, { ...wanted, components: [w.components.search], owner: 'new@example.org' }])
  expect(await call('PATCH', '', { floor: 'all' })).toMatchObject([200, { ...wanted, floor: 'all', lastSuccess: null }])
  expect((await call('PATCH', '', { kinds: [] }))[0]).toBe(422)
  expect(await call('POST', '/pause')).toMatchObject([200, { state: 'paused', pausedUntil: null }])
  expect(await call('POST', '/resumption')).toMatchObject([200, { state: 'active' }])
  expect((await call('POST', '/resumption'))[0]).toBe(409)
})

test('nothing is tested before its owner has confirmed', async () => {
  const { url, received } = await w.receiver()
  await askEndpoint(w.ctx, { kind: 'webhook', url, owner: 'ops@example.org' })
  const refused = await post(`${list}/${(await row())?.id}/probes`)
  expect([refused.status, wordsOf(await refused.text()).includes('Its owner has not confirmed it')]).toEqual([
    409,
    true,
  ])
  expect(received).toEqual([])
})
