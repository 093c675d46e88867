import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Env } from '../../api/http/env.ts'
import { openApi } from '../../api/http/v1/openApi.ts'
import { routes, v1 } from '../../api/http/v1/v1.ts'
import { importPart } from '../../api/subscribers/lists/importSome.ts'
import type { CastName } from '../cast.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const ask = (path: string, init: RequestInit = {}, who: CastName = 'ada') => {
  const outer = new Hono<Env>()
  outer.use(async (c, next) => {
    c.set('ctx', w.as(who))
    await next()
  })
  return outer.route('/api/v1', v1()).request(`/api/v1${path}`, init)
}
const csv = (path: string, body: BodyInit, headers = {}) =>
  ask(path, { method: 'POST', headers: { 'Content-Type': 'text/csv; charset=utf-8', ...headers }, body })
const json = (path: string, body: unknown, headers = {}) =>
  ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
// biome-ignore lint/suspicious/noExplicitAny: bodies as a client meets them
const bodyOf = async (answer: Response | Promise<Response>): Promise<any> => (await answer).json()

test('a list comes in as text/csv, and its report is where the answer says', async () => {
  const answer = await csv('/subscriber-imports?attested=true&name=crm.csv', 'email\nsam@example.org\nno address\n')
  expect(answer.status).toBe(201)
  const { id, ...begun } = await bodyOf(answer)
  expect(begun).toMatchObject({ name: 'crm.csv', attested: true, state: 'running', lines: 2, done: 1, refused: 1 })
  expect(begun).not.toHaveProperty('actor')
  while (await importPart(w.as('clock'), id));
  const report = await bodyOf(ask(answer.headers.get('location')?.replace('/api/v1', '') as string))
  expect(report).toMatchObject({ id, state: 'finished', done: 2, added: 1, known: 0, repeated: 0, asked: 0 })
  expect(report.errors).toEqual([{ line: 3, sentence: 'This is not a mail address that we can write to.' }])
})

test('or as JSON; a dry run is over at once, and writes nobody down', async () => {
  const answer = await json('/subscriber-imports', { csv: 'sam@example.org', attested: false, dryRun: true })
  expect(await bodyOf(answer)).toMatchObject({ state: 'finished', dryRun: true, added: 1, name: 'Pasted list' })
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toBeUndefined()
})

test('an Idempotency-Key brings a list in once', async () => {
  const once = { 'Idempotency-Key': 'monday' }
  const first = await bodyOf(csv('/subscriber-imports?attested=true', 'sam@example.org', once))
  const again = await bodyOf(csv('/subscriber-imports?attested=true', 'sam@example.org', once))
  expect(again.id).toBe(first.id)
  expect((await csv('/subscriber-imports?attested=true', 'kim@example.org', once)).status).toBe(422)
  expect((await bodyOf(ask('/subscriber-imports'))).items).toHaveLength(1)
})

test.each<[string, string, BodyInit, number, RegExp]>([
  ['no word on consent', '', 'sam@example.org', 422, /has agreed/],
  ['consent that is neither yes nor no', '?attested=maybe', 'sam@example.org', 422, /has agreed/],
  ['an empty list', '?attested=true', ' \n', 422, /empty/],
  ['Latin-1', '?attested=true', Buffer.from('größe@example.org', 'latin1'), 422, /UTF-8/],
  ['more than 15 MB', '?attested=true', 'sam@example.org\n'.repeat(960_000), 413, /15 MB/],
  ['more than is read at all', '?attested=true', 'sam@example.org\n'.repeat(1_000_001), 413, /at most 16 MB/],
])('%s is a problem with a sentence', async (_, query, body, status, sentence) => {
  const answer = await csv(`/subscriber-imports${query}`, body)
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect((await bodyOf(answer)).detail).toMatch(sentence)
})

test('a list of five megabytes comes in as JSON as well', async () => {
  const long = `email\n${`sam@example.org${','.repeat(33)}\n`.repeat(99_000)}`
  expect(long.length).toBeGreaterThan(4_800_000)
  expect(await bodyOf(json('/subscriber-imports', { csv: long, attested: true }))).toMatchObject({ lines: 99_000 })
})

test('imports are listed newest first, page by page, and can be stopped', async () => {
  for (const name of ['one', 'two', 'three']) {
    await csv(`/subscriber-imports?attested=true&name=${name}`, `${name}@example.org`)
    w.clock.advance(1000)
  }
  const first = await bodyOf(ask('/subscriber-imports?limit=2'))
  expect(first.items.map(({ name }: { name: string }) => name)).toEqual(['three', 'two'])
  const rest = await bodyOf(ask(`/subscriber-imports?limit=2&after=${first.next}`))
  expect(rest).toMatchObject({ items: [{ name: 'one', state: 'running' }], next: null })
  const { id } = rest.items[0]
  expect(await bodyOf(json(`/subscriber-imports/${id}/cancellation`, {}))).toMatchObject({ state: 'stopped', done: 0 })
  expect((await json(`/subscriber-imports/${id}/cancellation`, {})).status).toBe(409)
  expect((await ask('/subscriber-imports/nosuchimport')).status).toBe(404)
})

test('an export is a file that comes in again', async () => {
  await w.subscriber('sam@example.org', { only: [w.components.search] })
  const answer = await json('/subscriber-exports', {})
  expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="subscribers.csv"')
  const text = await answer.text()
  expect(text.split('\r\n')).toHaveLength(3)
  expect(await bodyOf(csv('/subscriber-imports?attested=true&dryRun=true', text))).toMatchObject({
    known: 1,
    refused: 0,
  })
})

test('one, or all, are asked to confirm again', async () => {
  const sam = await w.subscriber('sam@example.org', { state: 'pending' })
  await w.subscriber('kim@example.org', { state: 'pending' })
  const answer = await json(`/subscribers/${sam}/confirmation`, {})
  expect([answer.status, answer.headers.get('location')]).toEqual([201, `/api/v1/subscribers/${sam}`])
  expect((await json(`/subscribers/${sam}/confirmation`, {})).status).toBe(409)
  expect(await bodyOf(json('/subscriber-confirmations', {}))).toEqual({ asked: 1, lately: 1, left: 0 })
})

test('some, or all, are written to again', async () => {
  const ids = []
  for (const name of ['sam', 'kim', 'lee'])
    ids.push(String(await w.subscriber(`${name}@example.org`, { state: 'suppressed' })))
  expect(await bodyOf(json('/subscriber-releases', { ids: ids.slice(0, 1) }))).toEqual({ released: 1 })
  expect((await json('/subscriber-releases', { ids: [] })).status).toBe(422)
  expect(await bodyOf(json('/subscriber-releases', {}))).toEqual({ released: 2 })
})

test('subscribers are narrowed down, and an endpoint shows its host only', async () => {
  await w.subscriber('sam@example.org', { floor: 'major', language: 'de' })
  await w.subscriber('https://secret.example', { channel: 'webhook', host: 'hooks.example.org', addressKey: 'k' })
  const look = async (query: string) => (await bodyOf(ask(`/subscribers?${query}`))).items
  expect(await look('channel=webhook')).toMatchObject([{ channel: 'webhook', address: 'hooks.example.org' }])
  expect(await look('address=SAM&state=active&component=search000000')).toMatchObject([
    { address: 'sam@example.org', floor: 'major', language: 'de', kinds: ['incidents', 'maintenance', 'postmortems'] },
  ])
  expect(await look('address=nobody')).toEqual([])
  expect((await ask('/subscribers?channel=pigeon')).status).toBe(422)
  expect(JSON.stringify(await look(''))).not.toContain('secret')
})

test('the document names both ways in', () => {
  const { paths } = openApi(routes, 'https://status.example') as {
    paths: Record<string, { post: { requestBody: { content: object }; parameters: { name: string; in: string }[] } }>
  }
  const { requestBody, parameters } = paths['/subscriber-imports']?.post ?? {}
  expect(Object.keys(requestBody?.content ?? {})).toEqual(['application/json', 'text/csv'])
  expect(parameters?.filter((one) => one.in === 'query').map(({ name }) => name)).toEqual([
    'name',
    'attested',
    'dryRun',
  ])
})
