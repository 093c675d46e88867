import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run, startServer } from '../setup/server.ts'

const home = fileURLToPath(new URL('../..', import.meta.url))
const copied = [
  'api',
  'db',
  'emails',
  'site',
  'astro.config.mjs',
  'package.json',
  'package-lock.json',
  'server.mjs',
  'tsconfig.json',
]
let clone: string

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'candor-clone-'))
  for (const name of copied.filter((one) => existsSync(join(home, one))))
    cpSync(join(home, name), join(clone, name), { recursive: true, force: true })
  symlinkSync(join(home, 'node_modules'), join(clone, 'node_modules'))
})

afterAll(() => rmSync(clone, { recursive: true, force: true }))

it('builds once when two servers start at the same time, and both serve', async () => {
  const starts = [0, 1].map(async () => startServer({ DATABASE_URL: `file:${join(clone, 'data/one.db')}` }, clone))
  const servers = await Promise.all(starts)
  const built = servers.filter((server) => server.output().includes('built in'))
  const statuses = await Promise.all(servers.map(async ({ url }) => (await fetch(url)).status))
  const ends = await Promise.all(servers.map((server) => server.stop()))

  expect(built).toHaveLength(1)
  expect(statuses).toEqual([200, 200])
  expect(ends).toEqual([0, 0])
  expect(readdirSync(join(clone, 'dist'))).toHaveLength(1)
})

it('starts again without building', async () => {
  const server = await startServer({ DATABASE_URL: `file:${join(clone, 'data/one.db')}` }, clone)
  await server.stop()
  expect(server.output()).not.toContain('building')
})

it('says in one line that its port is taken', async () => {
  const first = await startServer({ DATABASE_URL: `file:${join(clone, 'data/one.db')}` }, clone)
  const PORT = new URL(first.url).port
  const second = run(['server.mjs'], { PORT, DATABASE_URL: `file:${join(clone, 'data/two.db')}` }, clone)
  const code = await second.ended
  await first.stop()

  expect(code).toBe(1)
  expect(second.output().trim()).toMatch(/^Port \d+ on 127\.0\.0\.1 is in use\. .*$/)
})

it('answers a wrong setting with one line that names it', async () => {
  const server = run(['server.mjs'], { PORT: 'many' }, clone)
  expect(await server.ended).toBe(1)
  expect(server.output().trim().split('\n')).toEqual([expect.stringContaining('PORT must be')])
})

it('serves hashed assets for ever, and packed to those who take it so', async () => {
  const [built] = readdirSync(join(clone, 'dist'))
  mkdirSync(join(clone, 'dist', String(built), 'client/_astro'), { recursive: true })
  writeFileSync(join(clone, 'dist', String(built), 'client/_astro/probe.abc.css'), 'p { margin: 0 }\n'.repeat(100))
  const server = await startServer({ DATABASE_URL: `file:${join(clone, 'data/one.db')}` }, clone)
  const asset = await fetch(new URL('/_astro/probe.abc.css', server.url))
  const text = await asset.text()
  await server.stop()

  expect(Object.fromEntries(asset.headers)).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'text/css; charset=utf-8',
    'content-encoding': 'gzip',
  })
  expect(text).toHaveLength(1600)
})

it('takes the lock over from a server that ended, so that no restore starts beside it', async () => {
  const DATABASE_URL = `file:${join(clone, 'data/peers.db')}`
  const first = await startServer({ DATABASE_URL }, clone)
  const second = await startServer({ DATABASE_URL }, clone)
  const backup = run(['server.mjs', 'candor', 'backup', join(clone, 'peers-backup.db')], { DATABASE_URL }, clone)
  expect(await backup.ended).toBe(0)
  await first.stop('SIGKILL')
  await new Promise((wait) => setTimeout(wait, 3000))
  const restore = run(['server.mjs', 'candor', 'restore', join(clone, 'peers-backup.db')], { DATABASE_URL }, clone)
  const code = await restore.ended
  await second.stop()

  expect([code, restore.output()]).toEqual([1, expect.stringMatching(/server/i)])
})
