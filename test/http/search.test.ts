import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../api/http/app.ts'
import { publicSources } from '../../api/http/publicRoutes.ts'
import { type World, world } from '../world.ts'

let w: World
let app: ReturnType<typeof createApp>
const html = { headers: { 'Content-Type': 'text/html' } }
beforeAll(async () => {
  w = await world()
  app = createApp({
    ctx: w.ctx,
    page: async (path, { locals } = {}) => new Response(`${path} ${JSON.stringify(locals)}`, html),
    show: async (request) => new Response(`shown ${new URL(request.url).search}`, html),
    addressOf: (request) => request.headers.get('x-from') ?? '203.0.113.5',
  })
})
afterAll(() => w.close())

const at = async (path: string, from = '203.0.113.5') => {
  const answer = await app.request(path, { headers: { 'x-from': from } })
  return { answer, text: await answer.text() }
}

it('a search is answered and never kept', async () => {
  const { answer, text } = await at('/search?q=card')
  expect([answer.status, text, answer.headers.get('cache-control')]).toEqual([200, 'shown ?q=card', 'no-store'])
})

it.each([
  ['/search?q=&component=abc&impact=', '/history/component/abc'],
  ['/search?q=***&component=abc&impact=minor', '/history/component/abc/impact/minor'],
  ['/de/search?impact=major', '/de/history/impact/major'],
])('without words %s leads to %s', async (path, to) => {
  const { answer } = await at(path)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, to])
})

it.each(['/search', '/search?component=//evil.example&impact=x', '/search?component=a/b', '/search?impact=terrible'])(
  '%s stays where it is',
  async (path) => {
    expect((await at(path)).answer.status).toBe(200)
  },
)

it('a network that asks without end is asked to wait, and others are not', async () => {
  for (let n = 0; n < 120; n++) await at('/search?q=x', '198.51.100.7')
  const { answer, text } = await at('/search?q=x', '198.51.100.8')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
  expect(text).toContain('try again in a minute')
  expect((await at('/search?q=x', '192.0.2.1')).answer.status).toBe(200)
})

it('pages that narrow the history belong to the edition, searches do not', () => {
  const sources = publicSources(w.ctx, async () => new Response(''))
  for (const path of [
    '/uptime',
    '/components/abc',
    '/history/component/abc',
    '/history/impact/minor/2025',
    '/de/uptime',
  ])
    expect.soft(sources(path), path).toBeDefined()
  for (const path of ['/search', '/history/impact/terrible', '/history/component', '/components/A', '/history/2025'])
    expect.soft(sources(path), path).toBeUndefined()
})
