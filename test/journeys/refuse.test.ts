import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import { freePort, run } from '../setup/server.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candor-refuse-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts where a start is expected to be refused: one line, exit code 1. */
async function refused(env: Record<string, string>, args = ['server.mjs']) {
  const ending = run(args, { PORT: String(await freePort()), LOG_LEVEL: 'warn', ...env })
  const late = setTimeout(() => ending.stop('SIGKILL'), 60_000)
  const code = await ending.ended
  clearTimeout(late)
  const lines = ending
    .output()
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('Candor: buil'))
  return { code, lines }
}

describe('a start is refused in one line, with exit code 1', () => {
  test.each([
    ['postgres://db/x', /^DATABASE_URL must be /],
    ['file:', /^DATABASE_URL must be /],
    ['http://127.0.0.1:9', /^The libSQL server of DATABASE_URL does not answer/],
  ])('for DATABASE_URL=%s', async (DATABASE_URL, sentence) => {
    const { code, lines } = await refused({ DATABASE_URL, SECRET_KEY: 'k'.repeat(40) })
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toMatch(sentence)
  })

  test('for a directory in the place of the database', async () => {
    mkdirSync(join(folder, 'a-directory'))
    const { code, lines } = await refused({ DATABASE_URL: `file:${join(folder, 'a-directory')}` })
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toMatch(/names a directory/)
  })

  test('for a database that a newer version wrote', async () => {
    const file = join(folder, 'newer.db')
    await (await openDatabase(`file:${file}`)).close()
    const client = createClient({ url: `file:${file}` })
    await client.execute({
      sql: 'insert into __drizzle_migrations (hash, created_at) values (?, ?)',
      args: ['from the future', Date.now() + 1e12],
    })
    client.close()
    const { code, lines } = await refused({ DATABASE_URL: `file:${file}` })
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toMatch(/newer version of Candor/)
  })

  test.each([
    ['no such file', /no such file\.json/],
    ['not JSON', /is not JSON/],
    ['another shape', /not a Statuspage export/],
  ])('for an import of %s', async (what, sentence) => {
    const file = join(folder, `${what}.json`)
    if (what === 'not JSON') writeFileSync(file, '<html>')
    if (what === 'another shape') writeFileSync(file, '{"incidents": 7}')
    const args = ['server.mjs', 'candor', 'import', 'statuspage', file]
    const { code, lines } = await refused({ DATABASE_URL: `file:${join(folder, 'import.db')}` }, args)
    expect([code, lines]).toEqual([1, [expect.stringMatching(sentence)]])
  })
})
