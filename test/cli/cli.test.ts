import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { incidents } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { typing } from './typing.ts'

let w: World
let candor: ReturnType<typeof typing>
beforeEach(async () => {
  w = await world({ bare: true })
  candor = typing(w)
})
afterEach(() => w.close())

const fixture = (name: string) => join(import.meta.dirname, `../fixtures/${name}.json`)

test('says how it is used, and its version', async () => {
  expect((await candor('help')).said[0]).toContain('import statuspage FILE')
  expect((await candor('--version')).said[0]).toMatch(/^candor \d+\.\d+\.\d+/)
  expect(await candor()).toMatchObject({ code: 1, said: [expect.stringContaining('restore FILE')] })
})

const mistakes = [
  ['dance'],
  ['toString'],
  ['import'],
  ['import', 'statuspage'],
  ['import', 'elsewhere', 'x.json'],
  ['import', 'statuspage', 'a.json', 'b.json'],
  ['import', 'statuspage', 'missing.json'],
  ['import', 'statuspage', '.'],
  ['import', 'statuspage', 'broken.json'],
  ['import', 'statuspage', 'list.json'],
  ['backup'],
  ['backup', '--hot'],
  ['backup', 'a', 'b'],
  ['restore'],
  ['restore', '--force', 'x'],
  ['restore', 'missing.db'],
  ['restore', 'list.json'],
  ['restore', 'candor.db'],
  ['restore', 'missing.db', '--resend-since', 'yesterday'],
]

test.each(mistakes)('candor %s %s %s %s is one line and exit code 1', async (...args) => {
  writeFileSync(join(w.folder, 'broken.json'), '{"page": ')
  writeFileSync(join(w.folder, 'list.json'), '[1, 2, 3]')
  const { code, said, complained } = await candor(...args.filter((arg) => arg !== undefined))
  expect(code).toBe(1)
  expect(said).toEqual([])
  expect(complained).toEqual([expect.stringMatching(/^[^\n]+$/)])
})

test('a wrong environment is one line too', async () => {
  const { code, complained } = await typing(w, { PORT: 'four' })('backup', 'x.db')
  expect([code, complained]).toEqual([1, [expect.stringMatching(/^PORT must be/)]])
})

test.each(['backup', 'restore'])('%s leaves a libSQL server to its own tools', async (command) => {
  const { code, complained } = await typing(w, { DATABASE_URL: 'http://127.0.0.1:1' })(command, 'x.db')
  expect(code).toBe(1)
  expect(complained).toEqual([
    expect.stringMatching(/^DATABASE_URL is a libSQL server.*own tools: .*sqld.*turso db export/),
  ])
})

test('imports while the database is open elsewhere, and says what it did, twice', async () => {
  const first = await candor('import', 'statuspage', fixture('broken-items'))
  expect(first.code).toBe(0)
  expect(first.said.join('\n')).toMatch(/Added: 2 incidents, 2 updates/)
  expect(first.said).toContain('Left out: it has no update that could be shown (1): brokenaaaaaa')
  const second = await candor('import', 'statuspage', fixture('broken-items'))
  expect(second.said.at(-1)).toMatch(/^Nothing was added/)
  expect(await w.ctx.db.read.select().from(incidents)).toHaveLength(2)
})

test('an export with a byte order mark is read like any other', async () => {
  const path = join(w.folder, 'marked.json')
  copyFileSync(fixture('unknown-keys'), path)
  const { readFileSync } = await import('node:fs')
  writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8')}`)
  expect((await candor('import', 'statuspage', 'marked.json')).code).toBe(0)
})
