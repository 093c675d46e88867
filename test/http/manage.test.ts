import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newMailbox } from '../../api/delivery/mailbox.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { events, incidents, updates } from '../../db/schema.ts'
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
const rows = async () => (await w.ctx.db.read.select().from(incidents)).length
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

/** What stands in a field of the page. */
function typed(html: string, name: string): string | undefined {
  const area = new RegExp(`<textarea[^>]* name="${name}"[^>]*>([^<]*)</textarea>`).exec(html)?.[1]
  const line = new RegExp(`<input[^>]* name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]
  const signs: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", '#34': '"', '#38': '&' }
  return (area ?? line)?.replace(/&(#?\w+);/g, (whole, name: string) => signs[name] ?? whole)
}

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
    expect(answer.status, `${method} ${path}`).toBe(403)
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

test('opening an incident goes to it, with states, severity and promise', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const { checkout, search } = w.components
  const answer = await panel.post(
    '/manage/incidents',
    {
      form: 'open',
      name: 'Checkout is down',
      body: 'Nobody can pay.',
      severity: 'SEV1',
      promise: '30',
      [`on.${checkout}`]: 'yes',
      [`state.${checkout}`]: 'major_outage',
      [`state.${search}`]: 'partial_outage',
    },
    cookie,
  )
  expect(answer.status).toBe(303)
  const id = answer.headers.get('location')?.replace(/^\/manage\/incidents\/(\w+)\?posted$/, '$1') as string
  const page = await (await panel.get(`/manage/incidents/${id}?posted`, cookie)).text()
  for (const words of ['Checkout is down', 'SEV1', 'Major outage', 'promised by 10:30', 'It is on the page'])
    expect(page, words).toContain(words)
  const [row] = await w.ctx.db.read.select().from(incidents).where(eq(incidents.id, id))
  expect(row?.impact).toBe('critical')
})

test('what is refused comes back with a sentence at each field and everything that was typed', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const { checkout } = w.components
  const body = `<b>&"' ${'long '.repeat(6000)}`
  const fields = {
    form: 'open',
    name: 'Über <script>',
    body,
    severity: 'SEV2',
    promise: 'at',
    promiseAt: '',
    advice: 'Try **later**',
    [`on.${checkout}`]: 'yes',
    [`state.${checkout}`]: 'major_outage',
  }
  const answer = await panel.post('/manage/incidents', fields, cookie)
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await rows()).toBe(0)
  expect(html).toContain('at most 25,000 characters')
  expect(html).toContain('Say at what time')
  expect(typed(html, 'name')).toBe('Über <script>')
  expect(typed(html, 'body')).toBe(body)
  expect(typed(html, 'advice')).toBe('Try **later**')
  expect(html).toMatch(new RegExp(`name="on.${checkout}"[^>]* checked`))
  expect(html).toMatch(new RegExp(`name="state.${checkout}" value="major_outage" checked`))
  expect(html).toMatch(/<option value="SEV2" selected/)
})

test('a double click posts once, and both clicks arrive at the same place', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const fields = { form: 'open', once: 'abcdefghijkl', name: 'Search is slow', body: 'We look.', promise: 'none' }
  const both = await Promise.all([
    panel.post('/manage/incidents', fields, cookie),
    panel.post('/manage/incidents', fields, cookie),
  ])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  expect(new Set(both.map(({ headers }) => headers.get('location'))).size).toBe(1)
  expect(await rows()).toBe(1)
})

test('a double click on an update is no race between two people', async () => {
  const id = await opened()
  const cookie = await cookieOf(w.ctx, 'manager')
  const [first] = await w.ctx.db.read.select().from(updates)
  const fields = {
    form: 'update',
    once: 'abcdefghijkl',
    seen: first?.id as string,
    body: 'Getting better.',
    promise: 'none',
  }
  for (let n = 0; n < 2; n++) {
    const answer = await panel.post(`/manage/incidents/${id}/updates`, fields, cookie)
    expect(answer.status).toBe(303)
  }
  expect(await w.ctx.db.read.select().from(updates)).toHaveLength(2)
})

test('the same form with other words, after "back", asks to look first', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const fields = { form: 'open', once: 'abcdefghijkl', name: 'Search is slow', body: 'We look.', promise: 'none' }
  await panel.post('/manage/incidents', fields, cookie)
  const answer = await panel.post('/manage/incidents', { ...fields, body: 'We look again.' }, cookie)
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toContain('sent once already')
  expect(html).toContain('We look again.')
  expect(html).not.toContain('value="abcdefghijkl"')
})

test('somebody posted while I was typing: my text is kept, theirs is shown, and the second try goes through', async () => {
  const id = await opened()
  const cookie = await cookieOf(w.ctx, 'manager')
  const [first] = await w.ctx.db.read.select().from(updates)
  const mine = { form: 'update', seen: first?.id as string, body: 'My own words.', promise: 'none' }
  w.clock.advance(1000)
  await panel.post(`/manage/incidents/${id}/updates`, { ...mine, body: 'Quicker words.' }, cookie)
  const refused = await panel.post(`/manage/incidents/${id}/updates`, mine, cookie)
  const html = await refused.text()
  expect(refused.status).toBe(409)
  expect(html).toContain('Somebody posted while you were typing')
  expect(html).toContain('Quicker words.')
  expect(typed(html, 'body')).toBe('My own words.')
  const seen = /name="seen" value="(\w+)"/.exec(html)?.[1] as string
  expect((await panel.post(`/manage/incidents/${id}/updates`, { ...mine, seen }, cookie)).status).toBe(303)
})

test('wrong moves answer 409 with a sentence, and unknown things 404', async () => {
  const id = await opened()
  const cookie = await cookieOf(w.ctx, 'manager')
  await panel.post(`/manage/incidents/${id}/resolution`, { form: 'resolve', body: 'Over.' }, cookie)
  const late = await panel.post(
    `/manage/incidents/${id}/updates`,
    { form: 'update', body: 'Late.', promise: 'none' },
    cookie,
  )
  expect(late.status).toBe(409)
  for (const path of [
    '/manage/incidents/nosuchthing0',
    '/manage/updates/nosuchthing0',
    '/manage/maintenance/nosuchthing0',
    '/manage/components/nosuchthing0',
    '/manage/deliveries/99',
    '/manage/mailbox',
    '/manage/nothing',
  ])
    expect((await panel.get(path, cookie)).status, path).toBe(404)
  expect((await panel.post('/manage/incidents/nosuchthing0/updates', { body: 'x' }, cookie)).status).toBe(404)
})

test('a preview shows the text as customers get it, and saves nothing', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const { checkout } = w.components
  const fields = {
    form: 'open',
    preview: 'yes',
    name: 'Checkout is down',
    body: 'Try **invoice**.',
    promise: '15',
    [`on.${checkout}`]: 'yes',
    [`state.${checkout}`]: 'major_outage',
  }
  const answer = await panel.post('/manage/incidents', fields, cookie)
  const html = await answer.text()
  expect(answer.status).toBe(200)
  expect(html).toContain('<strong>invoice</strong>')
  expect(html).toContain('Investigating: Checkout is down')
  expect(html).toContain('Next update by 10:15')
  expect(await rows()).toBe(0)
})

test('components move by buttons, one step at a time', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const { checkout, payments, search } = w.components
  const order = async () =>
    [...(await (await panel.get('/manage/components', cookie)).text()).matchAll(/id="c-(\w+)"/g)]
      .map(([, id]) => id)
      .slice(0, 3)
  expect(await order()).toEqual([checkout, payments, search])
  await panel.post('/manage/components/order', { move: `down ${checkout}` }, cookie)
  expect(await order()).toEqual([payments, checkout, search])
  await panel.post('/manage/components/order', { move: `up ${payments}` }, cookie)
  expect(await order()).toEqual([payments, checkout, search])
  expect((await panel.post('/manage/components/order', { move: 'up nosuchthing0' }, cookie)).status).toBe(404)
})

test('a key is shown once, with the answer that made it', async () => {
  const cookie = await cookieOf(w.ctx, 'administrator')
  const fields = { form: 'key', once: 'abcdefghijkl', name: 'Deploy script', scopes: 'post' }
  const answer = await panel.post('/manage/keys', fields, cookie)
  const key = /candor_[\w-]{43}/.exec(await answer.text())?.[0]
  expect(answer.status).toBe(201)
  expect(key).toBeDefined()
  expect(await (await panel.post('/manage/keys', fields, cookie)).text()).toContain('sent twice')
  expect(await (await panel.get('/manage/keys', cookie)).text()).not.toContain(key as string)
})

test('a caught mail is shown in a cage', async () => {
  const mailbox = newMailbox()
  await mailbox.transport.send({
    from: { name: 'H', address: 'h@example.org' },
    to: 'sam@example.org',
    subject: 'Hello',
    html: '<html><head></head><body><script>alert(1)</script></body></html>',
    text: 'Hi',
    messageId: '<1@x>',
    date: w.ctx.now(),
    headers: {},
  })
  const demo = await panelOf({ ...w.ctx, config: { ...w.ctx.config, demo: true } }, mailbox)
  const cookie = await cookieOf(w.ctx, 'viewer')
  expect(await (await demo.get('/manage/mailbox', cookie)).text()).toContain('One mail was caught')
  const html = await demo.get('/manage/mailbox/1/html', cookie)
  expect(html.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'self'; sandbox/)
  expect((await demo.get('/manage/mailbox/2', cookie)).status).toBe(404)
  expect((await demo.get('/manage/mailbox/1/html')).status).toBe(303)
})

test('the set-up link lets the first administrator in, once', async () => {
  const bare = await world({ bare: true })
  const { setUpToken } = await import('../../api/people/setUp.ts')
  const token = (await setUpToken(bare.ctx)) as string
  const fresh = await panelOf(bare.ctx)
  expect((await fresh.get('/manage/set-up?token=0-wrong')).status).toBe(404)
  expect(await (await fresh.get(`/manage/set-up?token=${token}`)).text()).toContain('Who looks after this page?')
  const ada = { token, name: 'Ada', email: 'ada@harbour.example' }
  const short = await fresh.post('/manage/set-up', { ...ada, password: 'short' })
  expect(short.status).toBe(422)
  expect(await short.text()).toMatch(/value="ada@harbour.example"/)
  const done = await fresh.post('/manage/set-up', { ...ada, password: 'four patient otters' })
  expect(done.headers.get('location')).toBe('/manage')
  const cookie = done.headers.getSetCookie()[0]?.split(';')[0]
  expect(await (await fresh.get('/manage', cookie)).text()).toContain('An empty page')
  expect((await fresh.get(`/manage/set-up?token=${token}`)).status).toBe(404)
  expect((await fresh.post('/manage/set-up', { ...ada, password: 'four patient otters' })).status).toBe(404)
  await bare.close()
})
