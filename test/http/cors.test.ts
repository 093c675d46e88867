import { afterAll, beforeAll, expect, it } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { publicFiles } from '../../api/reads/publicFiles.ts'
import { panelApp } from '../panel.ts'
import type { Site } from '../site/built.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
  await openIncident(door.as('mara'), { name: 'Search fails', body: 'It fails.' })
})
afterAll(() => door.close())

const origin = { Origin: 'https://elsewhere.example' }
const open = (headers: { [name: string]: unknown }) => headers['access-control-allow-origin']

it('scripts of any site may read every public file: fresh, unchanged, without its body', async () => {
  const files = [...(await publicFiles(door.ctx)), '/history.json?page=2']
  expect(files.length).toBeGreaterThan(30)
  for (const path of files) {
    const fresh = await door.get(path, origin)
    expect.soft([fresh.status, open(fresh.headers)], path).toEqual([200, '*'])
    const again = await door.get(path, { ...origin, 'If-None-Match': fresh.headers.etag })
    expect.soft([again.status, open(again.headers)], path).toEqual([304, '*'])
    expect.soft(open((await door.get(path, origin, { method: 'HEAD' })).headers), path).toBe('*')
  }
})

it('and what goes wrong there: unknown, one slash too many, too large', async () => {
  for (const path of ['/incidents/nosuch.json', '/components/nosuch/feed.json', '/api/v2/status.json/'])
    expect.soft(open((await door.get(path, origin)).headers), path).toBe('*')
  const large = await door.raw('POST /api/v2/status.json HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n')
  expect(large).toMatch(/^HTTP\/1.1 413 [\s\S]*Access-Control-Allow-Origin: \*/)
})

it('and what only routes answer: another method, another path, a browser that asks first', async () => {
  const nowhere: Site = { folder: '', client: '', show: async () => new Response('a page') }
  const app = panelApp(nowhere, door.ctx)
  for (const [method, path, status] of [
    ['POST', '/api/v2/status.json', 404],
    ['DELETE', '/api/v2/subscribers/1.json', 404],
    ['GET', '/api/v2/nothing.json', 404],
    ['POST', '/history.rss', 404],
    ['OPTIONS', '/api/v2/summary.json', 204],
    ['OPTIONS', '/components/search000000/feed.json', 204],
  ] as const) {
    const answer = await app.request(path, { method, headers: origin })
    expect.soft([answer.status, open(Object.fromEntries(answer.headers))], `${method} ${path}`).toEqual([status, '*'])
  }
  const asked = await app.request('/api/v2/summary.json', { method: 'OPTIONS', headers: origin })
  expect(asked.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS')
  for (const path of ['/', '/manage', '/api/v1/incidents'])
    expect.soft(open(Object.fromEntries((await app.request(path, { headers: origin })).headers)), path).toBeUndefined()
})

it('of the query only the page of the history counts', async () => {
  const etag = async (path: string) => (await door.get(path)).headers.etag
  expect(await etag('/history.json?page=1&x=2')).toBe(await etag('/history.json'))
  expect(await etag('/history.json?x=2&page=2')).toBe(await etag('/history.json?page=2'))
  expect(await etag('/history.json?page=2')).not.toBe(await etag('/history.json'))
  expect(await etag('/feed.json?page=2')).toBe(await etag('/feed.json'))
})
