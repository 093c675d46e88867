import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../api/http/app.ts'
import { type World, world } from '../world.ts'

let w: World
let app: ReturnType<typeof createApp>

beforeEach(async () => {
  w = await world()
  app = createApp({
    ctx: w.ctx,
    page: async (path) => new Response(`<p>${path}</p>`, { headers: { 'Content-Type': 'text/html' } }),
    show: async (request) => {
      if (request.url.endsWith('/broken')) throw new Error(`select * from secrets at ${import.meta.filename}`)
      return new Response('<p>a page</p>', { status: 200, headers: { 'Content-Type': 'text/html' } })
    },
    addressOf: () => '203.0.113.5',
  })
})
afterEach(() => w.close())

const ours = { Origin: 'https://status.harbour.example', 'Content-Type': 'application/json' }

describe('an error', () => {
  it.each([
    ['an unknown path of the API', '/api/v1/nothing', {}, 404],
    ['an unknown path of the public API', '/api/v2/nothing.json', {}, 404],
    ['a stranger', '/api/v1/incidents', {}, 401],
    ['a post to a page', '/', { method: 'POST' }, 404],
    ['a foreign origin', '/api/v1/subscriptions', { method: 'POST', headers: { Origin: 'https://evil.example' } }, 403],
    ['our own fault', '/broken', {}, 500],
  ])('is problem+json with an id, never kept and never framed: %s', async (_what, path, options, status) => {
    const answer = await app.request(path, options)
    expect(answer.status).toBe(status)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    })
    const body = await answer.json()
    expect(body).toMatchObject({ status, instance: expect.stringMatching(/^urn:uuid:[\da-f-]{36}$/) })
    expect(JSON.stringify(body)).not.toMatch(/select|secrets|\.ts|Error/)
  })

  it('of our own is in the log under the id that it was told under', async () => {
    const { instance } = await (await app.request('/broken')).json()
    expect(w.logged).toContainEqual({
      level: 'error',
      message: 'a request failed',
      fields: { err: expect.objectContaining({ message: expect.stringContaining('secrets') }), instance },
    })
  })

  it('of the public API can be read by scripts of any site', async () => {
    const answer = await app.request('/api/v2/nothing.json', { headers: { Origin: 'https://elsewhere.example' } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('a body', () => {
  it.each([
    ['no JSON', '{"email":', ours, 400],
    ['another type', '{}', { ...ours, 'Content-Type': 'text/plain' }, 400],
    ['compressed', '{}', { ...ours, 'Content-Encoding': 'gzip' }, 400],
    ['a list', '[]', ours, 422],
    ['deep', '['.repeat(400_000), ours, 400],
    ['too large', `"${'x'.repeat(1_000_001)}"`, ours, 413],
    ['too large, and says so', 'x', { ...ours, 'Content-Length': '2000000' }, 413],
  ])('is refused when it is %s', async (_what, body, headers, status) => {
    const answer = await app.request('/api/v1/subscriptions', { method: 'POST', body, headers })
    expect([answer.status, (await answer.json()).status]).toEqual([status, status])
  })

  it('is refused above 1 MB when it comes in pieces of unknown number, and the answer still arrives', async () => {
    const piece = new Uint8Array(64 * 1024).fill(32)
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        if (sent++ < 50) controller.enqueue(piece)
        else controller.close()
      },
    })
    const init = { method: 'POST', body, headers: ours, duplex: 'half' }
    const answer = await app.request('/api/v1/subscriptions', init as RequestInit)
    expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close'])
  })

  it('does not change what every object has', async () => {
    const body = '{"__proto__":{"polluted":true},"email":"sam@example.org"}'
    await app.request('/api/v1/subscriptions', { method: 'POST', body, headers: ours })
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('a page', () => {
  it('that is not prepared is not kept', async () => {
    const answer = await app.request('/subscription/abc')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
    })
  })
})

it('makes on the spot what the front door would have prepared', async () => {
  const summary = await app.request('/api/v2/summary.json')
  expect((await summary.json()).page.name).toBe('Harbour Books')
  expect((await app.request('/history.atom')).headers.get('content-type')).toContain('application/atom+xml')
})
