import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailedToken } from '../../api/context/tokens.ts'
import type { Env } from '../../api/http/env.ts'
import { subscriptions } from '../../api/http/subscriptions.ts'
import { readConfirm, readLeave } from '../../api/reads/subscription.ts'
import { newAskLimiter } from '../../api/subscribers/limits.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'

let w: World
let app: Hono<Env>
const ours = 'https://status.harbour.example'

beforeEach(async () => {
  w = await world()
  app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('ctx', w.ctx)
    c.set('address', c.req.header('x-from') ?? '203.0.113.7')
    c.set(
      'page',
      async (path, options = {}) =>
        new Response(JSON.stringify({ path, ...options }), { status: options.status ?? 200 }),
    )
    await next()
  })
  app.route('/', subscriptions({ asks: newAskLimiter(w.clock.now) }))
})
afterEach(() => w.close())

test('the answer reveals nothing: known, unknown, confirmed, left and limited get the same bytes, in the same time', async () => {
  await w.subscriber('follows@example.org')
  await w.subscriber('left@example.org', { state: 'unsubscribed' })
  await w.subscriber('gone@example.org', { state: 'suppressed' })
  const addresses = ['follows', 'left', 'gone', 'unknown', 'unknown', 'unknown+again'].map(
    (name) => `${name}@example.org`,
  )
  for (const door of [askByForm, askByProgram]) {
    const answers = []
    const times = []
    for (const email of addresses) {
      const began = performance.now()
      const answer = await door(email)
      times.push(performance.now() - began)
      answers.push(JSON.stringify([answer.status, [...answer.headers], await answer.text()]))
    }
    expect(new Set(answers).size).toBe(1)
    expect(Math.min(...times)).toBeGreaterThan(145)
  }
})

test('a form that is refused comes again with its sentence and what was typed', async () => {
  const answer = await askByForm('sam at example.org')
  expect(answer.status).toBe(422)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({
    path: '/subscribe',
    locals: {
      problem: { fields: { email: expect.stringContaining('not a mail address') } },
      typed: { email: 'sam at example.org' },
    },
  })
  const unknown = await askByForm('sam@example.org', { components: ['nosuch'] })
  expect(await unknown.json()).toMatchObject({
    locals: { problem: { fields: { components: 'There is no such component.' } } },
  })
  expect((await askByProgram('sam')).status).toBe(422)
  expect((await post('/api/v1/subscriptions', '{', { 'content-type': 'application/json', origin: ours })).status).toBe(
    400,
  )
})

test('components are chosen by check boxes, one or several', async () => {
  await askByForm('one@example.org', { components: [w.components.search] })
  await askByForm('two@example.org', { components: [w.components.search, w.components.checkout] })
  const { rows } = await w.ctx.db.client.execute(
    'select subscriber_id as id, count(*) as n from subscriber_components group by 1',
  )
  expect(rows).toEqual([
    { id: 1, n: 1 },
    { id: 2, n: 2 },
  ])
})

test('a form on another site asks in vain', async () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site', origin: '' },
  ]
  for (const headers of foreign) {
    expect((await askByForm('sam@example.org', {}, headers)).status).toBe(403)
    expect((await askByProgram('sam@example.org', headers)).status).toBe(403)
  }
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toBeUndefined()
})

test('one network may ask twenty times an hour', async () => {
  const from = (address: string) => askByProgram('not an address', { 'x-from': address })
  for (let n = 0; n < 20; n++) expect((await from(`198.51.100.${n}`)).status).toBe(422)
  const refused = await from('198.51.100.99')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3600'])
  expect((await from('198.51.101.1')).status).toBe(422)
})

test('looking at a link changes nothing; pressing its button does', async () => {
  const id = await w.subscriber('sam@example.org', { state: 'pending' })
  const confirm = mailedToken(w.ctx.keys, 'confirm', id, 0)
  const leave = mailedToken(w.ctx.keys, 'leave', id, 0)
  const manage = mailedToken(w.ctx.keys, 'manage', id, 0)
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    for (const path of [`/subscription/${confirm}`, `/unsubscribe/${leave}`, `/subscribe?email=kim@example.org`])
      await app.request(path, { method })
  expect((await readConfirm(w.ctx, confirm)).stands).toBe('asked')
  expect(await subscriberOf(w.ctx, 'kim@example.org')).toBeUndefined()

  const confirmed = await post(`/subscription/${confirm}`, '', { accept: 'text/html' })
  expect([confirmed.status, await confirmed.json()]).toEqual([
    200,
    { path: `/subscription/${confirm}`, locals: { done: true, own: `/following/${manage}` } },
  ])
  expect((await readConfirm(w.ctx, confirm)).stands).toBe('confirmed')
  expect(await readLeave(w.ctx, leave)).toMatchObject({ stands: 'follows' })

  const left = await post(`/unsubscribe/${leave}`, '', { accept: 'text/html,*/*' })
  expect([left.status, await left.json()]).toEqual([200, { path: `/unsubscribe/${leave}`, locals: { done: true } }])
  expect((await readLeave(w.ctx, leave)).stands).toBe('left')
  expect((await readConfirm(w.ctx, confirm)).stands).toBe('ended')
  expect((await post(`/subscription/${confirm}`, '', { accept: 'text/html' })).status).toBe(409)
})

const oneClick = {
  'application/x-www-form-urlencoded': 'List-Unsubscribe=One-Click',
  'multipart/form-data; boundary=x':
    '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
  'text/plain': '',
}

test.each(Object.entries(oneClick))(
  'one click in a mail program (%s) leaves, without cookies, Origin or redirect',
  async (type, body) => {
    const id = await w.subscriber('sam@example.org')
    const path = `/unsubscribe/${mailedToken(w.ctx.keys, 'leave', id, 0)}`
    for (let twice = 0; twice < 2; twice++) {
      const answer = await post(path, body, { 'content-type': type, origin: 'https://mail.example' })
      expect([answer.status, await answer.text()]).toEqual([200, 'You are unsubscribed.\n'])
    }
    expect((await subscriberOf(w.ctx, 'sam@example.org'))?.state).toBe('unsubscribed')
  },
)

test('a link that is not ours is 404, for people and for programs', async () => {
  const id = await w.subscriber('sam@example.org')
  const confirm = mailedToken(w.ctx.keys, 'confirm', id, 0)
  for (const token of ['x', confirm, `${id}-${'a'.repeat(22)}`, '%2e%2e%2fmanage']) {
    expect((await post(`/unsubscribe/${token}`, '')).status).toBe(404)
    expect((await post(`/unsubscribe/${token}`, '', { accept: 'text/html' })).status).toBe(404)
  }
  expect((await subscriberOf(w.ctx, 'sam@example.org'))?.state).toBe('active')
})

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  app.request(path, { method: 'POST', body, headers })

function askByForm(email: string, { components = [] }: { components?: string[] } = {}, headers = {}) {
  const body = new URLSearchParams([['email', email], ...components.map((id) => ['components', id])] as string[][])
  return post('/subscribe', String(body), {
    'content-type': 'application/x-www-form-urlencoded',
    origin: ours,
    ...headers,
  })
}

function askByProgram(email: string, headers = {}) {
  return post('/api/v1/subscriptions', JSON.stringify({ email }), {
    'content-type': 'application/json',
    origin: ours,
    ...headers,
  })
}
