import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Env } from '../../api/http/env.ts'
import { routes, v1 } from '../../api/http/v1/v1.ts'
import type { CastName } from '../cast.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const app = (who: CastName) => {
  const outer = new Hono<Env>()
  outer.use(async (c, next) => {
    c.set('ctx', w.as(who))
    await next()
  })
  return outer.route('/api/v1', v1())
}
const send = (who: CastName, method: string, path: string, body?: unknown, headers = {}) =>
  app(who).request(`/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
const incident = {
  name: 'Checkout fails',
  body: 'We are looking.',
  components: [{ id: 'checkout0000', state: 'major_outage' }],
}

test('every route of the table refuses a stranger with 401, whatever is sent', async () => {
  for (const { method, path } of routes) {
    const answer = await send(
      'stranger',
      method.toUpperCase(),
      path.replace(/\{\w+\}/g, 'abc'),
      method === 'get' ? undefined : '{broken',
    )
    expect([method, path, answer.status]).toEqual([method, path, 401])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  }
})

test('every route that writes refuses a viewer with 403', async () => {
  for (const { method, path } of routes.filter(({ method }) => method !== 'get')) {
    const answer = await send('vic', method.toUpperCase(), path.replace(/\{\w+\}/g, 'abc'), {})
    expect([method, path, answer.status]).toEqual([method, path, 403])
  }
})

test('opens an incident and says where it is', async () => {
  const answer = await send('mara', 'POST', '/incidents', incident)
  expect(answer.status).toBe(201)
  const made = (await answer.json()) as { id: string; url: string }
  expect(answer.headers.get('location')).toBe(`/api/v1/incidents/${made.id}`)
  expect(made).toMatchObject({
    status: 'investigating',
    impact: 'critical',
    components: [{ name: 'Checkout', state: 'major_outage' }],
  })
})

test('a repeated Idempotency-Key gives the same incident once; with another body it is refused', async () => {
  const key = { 'Idempotency-Key': 'retry-1' }
  const first = (await (await send('mara', 'POST', '/incidents', incident, key)).json()) as { id: string }
  const second = (await (await send('mara', 'POST', '/incidents', incident, key)).json()) as { id: string }
  expect(second.id).toBe(first.id)
  const list = (await (await send('mara', 'GET', '/incidents')).json()) as { items: unknown[] }
  expect(list.items).toHaveLength(1)
  const other = await send('mara', 'POST', '/incidents', { ...incident, name: 'Else' }, key)
  expect(other.status).toBe(422)
})

test.each([
  ['{broken', 400],
  ['[1]', 422],
  ['"text"', 422],
  [{}, 422],
  [{ ...incident, components: [{ id: 'checkout0000', state: 'sideways' }] }, 422],
])('a body like %j answers %i', async (body, status) => {
  const answer = await send('mara', 'POST', '/incidents', body)
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ status, detail: expect.stringMatching(/\.$/) })
})

test('unknown things answer 404, wrong moves 409', async () => {
  expect((await send('mara', 'GET', '/incidents/nothere00000')).status).toBe(404)
  expect((await send('mara', 'POST', '/incidents/nothere00000/updates', { body: 'x' })).status).toBe(404)
  expect((await send('mara', 'GET', '/nowhere')).status).toBe(404)
  const { id } = (await (await send('mara', 'POST', '/incidents', incident)).json()) as { id: string }
  await send('mara', 'POST', `/incidents/${id}/updates`, { status: 'resolved', body: 'Over.' })
  const late = await send('mara', 'POST', `/incidents/${id}/updates`, { body: 'And then' })
  expect(late.status).toBe(409)
  expect(await late.json()).toMatchObject({ type: expect.stringContaining('incident-resolved') })
})

test('a list goes on behind its cursor until it ends, each once', async () => {
  for (let n = 0; n < 5; n++) {
    w.clock.advance(1000)
    await send('mara', 'POST', '/incidents', { ...incident, name: `Number ${n}` })
  }
  const names: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const page = (await (await send('mara', 'GET', `/incidents?limit=2${next ? `&after=${next}` : ''}`)).json()) as {
      items: { name: string }[]
      next: string | null
    }
    names.push(...page.items.map((item) => item.name))
    next = page.next
  }
  expect(names).toEqual(['Number 4', 'Number 3', 'Number 2', 'Number 1', 'Number 0'])
  expect((await send('mara', 'GET', '/incidents?limit=0')).status).toBe(422)
  expect((await send('mara', 'GET', '/incidents?after=zzz')).status).toBe(422)
})

type Schema = { properties: Record<string, { maxLength?: number }>; required: string[] }
type Operation = { requestBody: { content: { 'application/json': { schema: Schema } } } }
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> }

test('the document names every route, with the limits of its fields', async () => {
  const document = (await (await send('mara', 'GET', '/openapi.json')).json()) as Document
  expect(document.openapi).toBe('3.1.0')
  for (const { method, path } of routes) expect(document.paths[path]?.[method], `${method} ${path}`).toBeDefined()
  const schema = document.paths['/incidents']?.post?.requestBody.content['application/json'].schema
  expect(schema?.properties.name?.maxLength).toBe(200)
  expect(schema?.required).toEqual(['name', 'body'])
})
