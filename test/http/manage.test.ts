import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { events } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { cookieOf, panelOf } from './panelVisit.ts'

let w: World
let panel: Awaited<ReturnType<typeof panelOf>>
beforeEach(async () => {
  w = await world()
  panel = await panelOf(w.ctx)
})
afterEach(() => w.close())

const opened = () =>
  openIncident(w.as('mara'), {
    name: 'Checkout is slow',
    body: 'Paying takes a minute.',
    components: [{ id: w.components.checkout, state: 'degraded_performance' }],
  })
const told = async () => (await w.ctx.db.read.select().from(events)).length

type Line = { method: string; path: string }
/** Every route of the router itself, so that a new one cannot be forgotten. */
const routes = (under: string, methods: string[]): Line[] => {
  const lines = panel.app.routes.filter(
    ({ method, path }) => methods.includes(method) && path.startsWith(under) && !path.includes('*'),
  )
  return [...new Map(lines.map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()]
}
const filled = (path: string) => path.replace(/:\w+/g, 'nosuchthing0')
const writes = ['POST', 'PUT', 'PATCH', 'DELETE']
const open = ['/manage/sign-in', '/manage/sign-out', '/manage/set-up']
/** For everybody, by design: asking to be told, and what the API is. */
const forAll = ['/api/v1/subscriptions', '/api/v1/openapi.json']

test('a stranger can write through no form of the panel', async () => {
  const forms = routes('/manage', writes).filter(({ path }) => !open.includes(path))
  expect(forms.length).toBeGreaterThan(20)
  const before = await told()
  for (const { path } of forms) {
    const answer = await panel.post(filled(path), { name: 'x', body: 'x' })
    expect(answer.status, path).toBe(401)
    expect((await panel.post(filled(path), { name: 'x' }, '', {})).status, `${path} from elsewhere`).toBe(403)
  }
  expect(await told()).toBe(before)
})

test('a stranger can neither write nor look through the API', async () => {
  const lines = routes('/api/v1', [...writes, 'GET']).filter(({ path }) => !forAll.includes(path))
  expect(lines.length).toBeGreaterThan(25)
  for (const { method, path } of lines) {
    const headers = { origin: w.ctx.config.publicUrl, 'content-type': 'application/json' }
    const sent = method === 'GET' ? { method, headers } : { method, headers, body: '{}' }
    expect((await panel.app.request(filled(path), sent)).status, `${method} ${path}`).toBe(401)
  }
})

test('somebody who only looks can change nothing but their own account', async () => {
  const cookie = await cookieOf(w.ctx, 'viewer')
  const own = [...open, '/manage/account/password', '/manage/account/sessions/:id/end']
  const before = await told()
  for (const { path } of routes('/manage', writes).filter(({ path }) => !own.includes(path))) {
    const answer = await panel.post(filled(path), { name: 'x', body: 'x', act: 'publish' }, cookie)
    expect([403, 404, 422], path).toContain(answer.status)
  }
  for (const { method, path } of routes('/api/v1', writes).filter(({ path }) => !forAll.includes(path))) {
    const headers = { cookie, origin: w.ctx.config.publicUrl, 'content-type': 'application/json' }
    const answer = await panel.app.request(filled(path), { method, headers, body: '{}' })
    // Bounces are taken from keys alone, so there a session is nobody.
    expect(answer.status, `${method} ${path}`).toBe(path === '/api/v1/bounces' ? 401 : 403)
  }
  expect(await told()).toBe(before)
})

test('a manager posts, but settings, subscribers and keys are an administrator’s', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  for (const [path, fields] of [
    ['/manage/settings', { name: 'Mine now', timeZone: 'UTC' }],
    ['/manage/subscribers', { email: 'sam@example.org', attested: 'yes' }],
    ['/manage/keys', { name: 'bot', scopes: 'read' }],
  ] as const)
    expect((await panel.post(path, fields, cookie)).status, path).toBe(403)
  expect((await panel.get('/manage/keys', cookie)).status).toBe(403)
  expect((await panel.post('/manage/components', { name: 'Photos' }, cookie)).status).toBe(303)
})

test('every page sends strangers to sign in and back', async () => {
  const id = await opened()
  const pages = [
    '/manage',
    '/manage/incidents?show=running',
    `/manage/incidents/${id}`,
    '/manage/maintenance/new',
    '/manage/log',
    '/manage/nothing',
  ]
  for (const path of pages) {
    const answer = await panel.get(path)
    expect(answer.status, path).toBe(303)
    const place = path === '/manage' ? '/manage/sign-in' : `/manage/sign-in?next=${encodeURIComponent(path)}`
    expect(answer.headers.get('location')).toBe(place)
  }
})
