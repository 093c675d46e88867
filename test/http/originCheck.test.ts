import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createKey } from '../../api/people/createKey.ts'
import { components } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { cookieOf, panelOf } from './panelVisit.ts'

let w: World
let panel: Awaited<ReturnType<typeof panelOf>>
let cookie: string
beforeEach(async () => {
  w = await world()
  panel = await panelOf(w.ctx)
  cookie = await cookieOf(w.ctx, 'administrator')
})
afterEach(() => w.close())

const json = JSON.stringify({ name: 'Photos' })
const form = 'name=Photos'
const count = async () => (await w.ctx.db.read.select().from(components)).length

type Attack = { headers: Record<string, string>; body: string }
const foreign: [string, Attack][] = [
  [
    'a form of another site',
    { headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }, body: form },
  ],
  ['JSON as text/plain', { headers: { origin: 'https://evil.example', 'content-type': 'text/plain' }, body: json }],
  ['JSON without a type', { headers: { origin: 'https://evil.example' }, body: json }],
  [
    'JSON with a second type',
    { headers: { origin: 'https://evil.example', 'content-type': 'application/json; abc' }, body: json },
  ],
  ['JSON as JSON', { headers: { origin: 'https://evil.example', 'content-type': 'application/json' }, body: json }],
  [
    'multipart',
    {
      headers: { origin: 'https://evil.example', 'content-type': 'multipart/form-data; boundary=x' },
      body: `--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nPhotos\r\n--x--`,
    },
  ],
  ['an opaque origin', { headers: { origin: 'null', 'content-type': 'application/json' }, body: json }],
  [
    'a sibling',
    {
      headers: {
        origin: 'https://shop.harbour.example',
        'sec-fetch-site': 'same-site',
        'content-type': 'application/json',
      },
      body: json,
    },
  ],
  [
    'our name on another scheme',
    { headers: { origin: 'http://status.harbour.example', 'content-type': 'application/json' }, body: json },
  ],
  [
    'our name on another port',
    { headers: { origin: 'https://status.harbour.example:8443', 'content-type': 'application/json' }, body: json },
  ],
  [
    'our name as a prefix',
    {
      headers: { origin: 'https://status.harbour.example.evil.example', 'content-type': 'application/json' },
      body: json,
    },
  ],
  ['no origin at all', { headers: { 'content-type': 'application/json' }, body: json }],
  [
    'a forged referrer',
    { headers: { referer: 'https://status.harbour.example/', 'content-type': 'application/json' }, body: json },
  ],
]

describe.each(['/api/v1/components', '/manage/components'])('%s with a session', (path) => {
  test.each(foreign)('refuses %s', async (_, { headers, body }) => {
    const before = await count()
    const answer = await panel.app.request(path, { method: 'POST', headers: { cookie, ...headers }, body })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await count()).toBe(before)
  })
})

test('our own page may write, by its origin or by what the browser says of it', async () => {
  const headers = { cookie, 'content-type': 'application/json' }
  const own = { ...headers, origin: 'https://status.harbour.example' }
  const said = { ...headers, origin: 'http://localhost:4321', 'sec-fetch-site': 'same-origin' }
  for (const sent of [own, said])
    expect((await panel.app.request('/api/v1/components', { method: 'POST', headers: sent, body: json })).status).toBe(
      201,
    )
})

test('a key needs no origin: no browser adds one by itself', async () => {
  const { key } = await createKey(w.as('ada'), { name: 'bot', scopes: ['post'] })
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', origin: 'https://evil.example' }
  expect((await panel.app.request('/api/v1/components', { method: 'POST', headers, body: json })).status).toBe(201)
})

test('a stranger may not even sign somebody in from elsewhere', async () => {
  const sent = {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: new URLSearchParams({ email: 'a@b.c', password: 'x' }),
  }
  expect((await panel.app.request('/manage/sign-in', sent)).status).toBe(403)
})

test('no method hides in a form or a header', async () => {
  const headers = { cookie, 'x-http-method-override': 'DELETE' }
  const answer = await panel.app.request('/api/v1/components?_method=POST', { headers })
  expect(answer.status).toBe(200)
  expect(await count()).toBe(4)
})

test('looking at every page of the panel changes nothing', async () => {
  const before = await w.ctx.db.client.execute('select count(*) as n from events')
  const paths = [
    '',
    '/incidents',
    '/incidents/new',
    '/maintenance',
    '/maintenance/new',
    '/components',
    '/subscribers',
    '/deliveries',
    '/keys',
    '/settings',
    '/account',
    '/log',
  ]
  for (const path of paths) {
    expect((await panel.get(`/manage${path}`, cookie)).status, path).toBe(200)
    const head = await panel.app.request(`/manage${path}`, { method: 'HEAD', headers: { cookie } })
    expect(head.status, path).toBe(200)
  }
  expect(await w.ctx.db.client.execute('select count(*) as n from events')).toEqual(before)
})
