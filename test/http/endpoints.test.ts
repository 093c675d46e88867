import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../api/http/app.ts'
import type { Env } from '../../api/http/env.ts'
import { v1 } from '../../api/http/v1/v1.ts'
import { createKey } from '../../api/people/createKey.ts'
import { suppressSubscriber } from '../../api/subscribers/suppressSubscriber.ts'
import type { CastName } from '../cast.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const secretPath = 'services/very-secret-path'
const hook = {
  kind: 'webhook',
  url: `https://93.184.216.34/${secretPath}`,
  owner: 'ops@example.org',
  components: ['search000000'],
  attested: true,
}
const send = (method: string, path: string, body?: unknown, who: CastName = 'ada', headers = {}) => {
  const outer = new Hono<Env>()
  outer.use(async (c, next) => {
    c.set('ctx', w.as(who))
    await next()
  })
  return outer.route('/api/v1', v1()).request(`/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(method === 'POST' || method === 'PATCH' ? { body: JSON.stringify(body ?? {}) } : {}),
  })
}
type Shown = { id: string; secret: string | null }
const added = async (more: object = {}) => {
  const answer = await send('POST', '/endpoints', { ...hook, ...more })
  expect(answer.status).toBe(201)
  return (await answer.json()) as Shown
}

test('a webhook is added, with its secret once; no list and no look shows its address or a secret', async () => {
  const { secret, ...shown } = await added()
  expect(secret).toMatch(/^whsec_/)
  expect(shown).toMatchObject({
    channel: 'webhook',
    host: '93.184.216.34',
    owner: 'ops@example.org',
    state: 'active',
    components: ['search000000'],
    failingSince: null,
    lastAnswer: null,
  })
  for (const path of ['/endpoints', `/endpoints/${shown.id}`]) {
    const text = await (await send('GET', path)).text()
    expect(text).toContain('93.184.216.34')
    for (const hidden of ['very-secret-path', 'whsec_', secret ?? '', 'address', 'sealed'])
      expect(text).not.toContain(hidden)
  }
  expect(await (await send('GET', '/endpoints')).json()).toEqual({ items: [shown], next: null })
})

test('a request that is repeated adds nothing and tells no secret', async () => {
  const again = { 'Idempotency-Key': 'once' }
  const first = (await (await send('POST', '/endpoints', hook, 'ada', again)).json()) as Shown
  const second = (await (await send('POST', '/endpoints', hook, 'ada', again)).json()) as Shown
  expect(second).toEqual({ ...first, secret: null })
  expect((await send('POST', '/endpoints', hook)).status).toBe(409)
})

test('a chat has no secret, and none can be made for it', async () => {
  const { id, secret } = await added({ kind: 'slack' })
  expect(secret).toBeNull()
  expect((await send('POST', `/endpoints/${id}/secret`)).status).toBe(409)
})

test('the list goes on behind its cursor, and has nobody who is told by mail', async () => {
  await send('POST', '/subscribers', { address: 'sam@example.org', attested: true })
  const ids = [(await added()).id, (await added({ url: `${hook.url}/2` })).id, (await added({ kind: 'teams' })).id]
  type List = { items: Shown[]; next: string | null }
  const first = (await (await send('GET', '/endpoints?limit=2')).json()) as List
  const rest = (await (await send('GET', `/endpoints?limit=2&after=${first.next}`)).json()) as List
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids.reverse())
  expect(rest.next).toBeNull()
})

test('it is moved, and gets a new secret', async () => {
  const { id, secret } = await added()
  const moved = await send('PATCH', `/endpoints/${id}`, { url: 'https://93.184.216.35/x', components: [] })
  expect(await moved.json()).toMatchObject({ id, host: '93.184.216.35', components: [], owner: 'ops@example.org' })
  const answer = await send('POST', `/endpoints/${id}/secret`)
  expect(answer.status).toBe(201)
  const made = (await answer.json()) as Shown
  expect(made).toEqual({ id, secret: expect.stringMatching(/^whsec_/) })
  expect(made.secret).not.toBe(secret)
})

test('it shows what it answered last, is switched on again once it was switched off, and is removed', async () => {
  const { id } = await added()
  expect((await send('POST', `/endpoints/${id}/reactivation`)).status).toBe(409)
  await w.ctx.db.client.execute(`insert into deliveries
    (event_id, channel, recipient_kind, recipient_id, rank, state, attempts, outcome) values
    (1, 'webhook', 'subscriber', ${id}, 1, 'failed', 3, 'HTTP 500'), (1, 'email', 'subscriber', ${id}, 0, 'sent', 1, '250 OK')`)
  await suppressSubscriber(w.ctx, Number(id), 'HTTP 500')
  expect(await (await send('GET', `/endpoints/${id}`)).json()).toMatchObject({
    state: 'suppressed',
    suppressedFor: 'HTTP 500',
    lastAnswer: 'HTTP 500',
  })
  const on = await send('POST', `/endpoints/${id}/reactivation`)
  expect([on.status, await on.json()]).toMatchObject([200, { state: 'active', suppressedFor: null }])
  expect((await send('DELETE', `/endpoints/${id}`)).status).toBe(204)
  for (const gone of [id, '999', 'abc']) expect((await send('GET', `/endpoints/${gone}`)).status).toBe(404)
})

test.each(['mara', 'vic'] as const)('%s, who does not administer, is refused, also a look', async (who) => {
  const { id } = await added()
  expect((await send('GET', '/endpoints', undefined, who)).status).toBe(403)
  expect((await send('GET', `/endpoints/${id}`, undefined, who)).status).toBe(403)
  expect((await send('POST', '/endpoints', { ...hook, kind: 'slack' }, who)).status).toBe(403)
  expect((await send('POST', `/endpoints/${id}/secret`, {}, who)).status).toBe(403)
  expect((await send('DELETE', `/endpoints/${id}`, undefined, who)).status).toBe(403)
})

test.each(['https://10.0.0.1/x', 'https://127.0.0.1/x', 'https://[::1]/x', 'http://93.184.216.34/x'])(
  '%s is refused with a sentence, when added and when moved to',
  async (url) => {
    const { id } = await added()
    for (const answer of [
      await send('POST', '/endpoints', { ...hook, url }),
      await send('PATCH', `/endpoints/${id}`, { url }),
    ]) {
      expect(answer.status).toBe(422)
      expect(await answer.text()).toMatch(/is not on the public internet\.|must begin with https:/)
    }
  },
)

test('a key that may administer and post adds one', async () => {
  const { key } = await createKey(w.as('ada'), { name: 'Setup', scopes: ['administer', 'post'] })
  const none = async () => new Response()
  const app = createApp({ ctx: w.ctx, page: none, show: none, addressOf: () => '203.0.113.7' })
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
  const answer = await app.request('/api/v1/endpoints', { method: 'POST', headers, body: JSON.stringify(hook) })
  expect(answer.status).toBe(201)
})
