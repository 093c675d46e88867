import { afterEach, beforeEach, expect, test } from 'vitest'
import { createKey } from '../../api/people/createKey.ts'
import { sessions } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { cookieOf, panelOf, password } from './panelVisit.ts'

let w: World
let panel: Awaited<ReturnType<typeof panelOf>>
beforeEach(async () => {
  w = await world()
  panel = await panelOf(w.ctx)
})
afterEach(() => w.close())

const sentCookies = (answer: Response) => answer.headers.getSetCookie().map((cookie) => cookie.split('=')[0])

test('signing in opens the panel, with two locked cookies and a new session', async () => {
  await cookieOf(w.ctx, 'manager')
  const answer = await panel.post('/manage/sign-in', { email: 'manager@harbour.example', password })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/manage')
  expect(sentCookies(answer)).toEqual(['__Host-session', '__Host-known'])
  for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly.*Secure|Secure.*HttpOnly/)
})

test('a wrong password gives the form again, with the address and without the password', async () => {
  const answer = await panel.post('/manage/sign-in', { email: 'manager@harbour.example', password: 'not this one' })
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(html).toContain('do not belong together')
  expect(html).toContain('value="manager@harbour.example"')
  expect(html).not.toContain('not this one')
  expect(answer.headers.getSetCookie()).toEqual([])
})

test('too many tries are answered 429 with the time to wait', async () => {
  let answer = new Response()
  for (let n = 0; n < 11; n++) answer = await panel.post('/manage/sign-in', { email: 'a@b.example', password: 'x' })
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBe(900)
  expect(await answer.text()).toContain('Try again in 15 minutes')
})

test('pages of the panel are stored nowhere, and a page for strangers sets no cookie', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  for (const path of ['/manage', '/manage/incidents', '/manage/account']) {
    const answer = await panel.get(path, cookie)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.getSetCookie()).toEqual([])
  }
})

test('looking does not slide a session; writing does', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const end = async () => (await w.ctx.db.read.select().from(sessions))[0]?.expiresAt
  const before = await end()
  w.clock.advance(2 * 3600_000)
  await panel.get('/manage', cookie)
  expect(await end()).toEqual(before)
  await panel.post('/manage/components', { name: 'Photos' }, cookie)
  expect(await end()).not.toEqual(before)
})

test('the back button after signing out finds nothing', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const out = await panel.post('/manage/sign-out', {}, cookie)
  expect(out.headers.get('location')).toBe('/manage/sign-in')
  const back = await panel.get('/manage/incidents', cookie)
  expect(back.status).toBe(303)
  expect(back.headers.get('location')).toBe('/manage/sign-in?next=%2Fmanage%2Fincidents')
})

test('whoever was signed out while typing signs in and finds the text again', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  w.clock.advance(13 * 3600_000)
  const fields = { form: 'open', name: 'Search finds nothing', body: 'We are looking into it.' }
  const refused = await panel.post('/manage/incidents', fields, cookie)
  expect(refused.status).toBe(401)
  const page = await refused.text()
  const resume = /name="resume" value="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#34;', '"').replaceAll('&quot;', '"')
  const again = await panel.post('/manage/sign-in', {
    email: 'manager@harbour.example',
    password,
    resume: resume ?? '',
  })
  expect(again.status).toBe(200)
  expect(sentCookies(again)).toContain('__Host-session')
  const html = await again.text()
  expect(html).toContain('We are looking into it.')
  expect(html).toContain('action="/manage/incidents"')
})

test.each(['{"path":"https://evil.example","form":{"name":"x","typed":{}}}', '{', '[]', '{"path":"/manage"}'])(
  'a made-up text to resume leads nowhere else: %s',
  async (resume) => {
    await cookieOf(w.ctx, 'manager')
    const answer = await panel.post('/manage/sign-in', { email: 'manager@harbour.example', password, resume })
    expect([200, 303]).toContain(answer.status)
    expect(answer.headers.get('location') ?? '/manage').toBe('/manage')
  },
)

test('a key in its header opens the API; in the address, a form or a cookie it opens nothing', async () => {
  const { key } = await createKey(w.as('ada'), { name: 'bot', scopes: ['read'] })
  const ask = (path: string, headers: Record<string, string>) => panel.app.request(path, { headers })
  expect((await ask('/api/v1/components', { authorization: `Bearer ${key}` })).status).toBe(200)
  expect((await ask(`/api/v1/components?key=${key}&access_token=${key}`, {})).status).toBe(401)
  expect((await ask('/api/v1/components', { cookie: `__Host-session=${key}` })).status).toBe(401)
  expect((await ask('/manage', { authorization: `Bearer ${key}` })).status).toBe(303)
})

test.each([
  ['/manage/incidents?show=running', '/manage/incidents?show=running'],
  ['//evil.example', '/manage'],
  ['/\\evil.example', '/manage'],
  ['https:evil.example', '/manage'],
  ['https://evil.example/manage', '/manage'],
  ['%2f%2fevil.example', '/manage'],
  ['\t//evil.example', '/manage'],
  ['@evil.example', '/manage'],
  ['/manage@evil.example', '/manage'],
  ['/manage/..//evil.example', '/manage'],
  ['/manage/../../evil', '/manage'],
  ['/manage/%2f..%2f..%2fevil', '/manage'],
  ['/manage\r\nX: y', '/manage'],
  ['javascript:alert(1)', '/manage'],
  ['', '/manage'],
])('after signing in, next=%j leads to %s', async (next, place) => {
  await cookieOf(w.ctx, 'manager')
  const answer = await panel.post('/manage/sign-in', { email: 'manager@harbour.example', password, next })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(place)
})
