import { existsSync, mkdtempSync, renameSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Prepared, prepare } from '../prove/prepare.ts'
import { type Server, startServer, until } from '../server.ts'

const doubt = 'We cannot reach our own records right now.'

let folder: string
let file: string
let prepared: Prepared
let server: Server
let incident: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'candor-away-'))
  file = join(folder, 'candor.db')
  prepared = await prepare(folder, 0)
  server = await startServer({ folder, env: prepared.env })
  incident = await prepared.open(server)
  // The last of what is prepared: everything before it is there too.
  for (const path of ['/', '/history.atom'])
    await until(async () => (await text(path)).includes('Orders are failing'), `the incident at ${path}`)
})
afterAll(async () => {
  await server.stop('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const ask = (path: string) => fetch(server.url + path)
const text = async (path: string) => (await ask(path)).text()
const marked = async (path: string) => !/id="as-of"[^>]* hidden/.test(await text(path))

it('serves the last edition and says so while its database is away, refuses posts, and goes on when it is back', async () => {
  expect(await text('/')).toContain(doubt)
  expect(await marked('/')).toBe(false)
  const tag = (await ask('/api/v2/summary.json')).headers.get('etag')
  for (const end of ['', '-wal', '-shm']) renameSync(file + end, `${file}.away${end}`)

  await until(() => marked('/'), 'the notice on the page')
  expect(await text('/')).toMatch(/how things stood\s+on <time datetime="2[^"]*Z">\w+/)
  expect(await text(`/incidents/${incident}`)).toContain('We are looking.')
  await until(() => marked(`/incidents/${incident}`), 'the notice on the incident page')
  const json = await ask('/api/v2/summary.json')
  expect([json.status, json.headers.get('etag')]).toEqual([200, tag])
  expect((await ask('/readyz')).status).toBe(200)

  const unseen = await ask('/incidents/zzzzzzzzzzzz')
  expect([unseen.status, unseen.headers.get('retry-after'), unseen.headers.get('cache-control')]).toEqual([
    503,
    '10',
    'no-store',
  ])
  const said = await unseen.text()
  expect(said).toContain('This page cannot be shown right now.')
  expect(said).toContain('Orders are failing')
  const data = await ask('/incidents/zzzzzzzzzzzz.json')
  expect([data.status, data.headers.get('content-type')]).toEqual([503, 'application/problem+json'])

  const refused = await prepared.post(server, incident, 'Said into the void.')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10'])
  expect(existsSync(file)).toBe(false)

  for (const end of ['', '-wal', '-shm']) renameSync(`${file}.away${end}`, file + end)
  await until(async () => !(await marked('/')), 'the page without the notice')
  expect((await prepared.post(server, incident, 'We are back.')).status).toBe(201)
  await until(async () => (await text('/')).includes('We are back.'), 'the next post on the page')
  expect(await text(`/incidents/${incident}`)).not.toContain('Said into the void.')
})

it('stands on the last edition when the file is damaged under it', async () => {
  for (const end of ['', '-wal']) truncateSync(file + end, 0)
  const refused = await prepared.post(server, incident, 'Said into a ruin.')
  expect(refused.status).toBeGreaterThanOrEqual(500)
  await until(() => marked('/'), 'the notice on the page')
  for (const path of ['/', `/incidents/${incident}`, '/history', '/history.atom']) {
    const answer = await ask(path)
    expect.soft([answer.status, (await answer.text()).includes('Said into a ruin.')], path).toEqual([200, false])
  }
})
