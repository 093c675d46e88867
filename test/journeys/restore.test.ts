import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { forget, type Server, startServer } from '../server.ts'
import { run } from '../setup/server.ts'

const fixture = join(import.meta.dirname, '../fixtures/post-mortem.json')
let server: Server | undefined
let refused: ReturnType<typeof run> | undefined
afterEach(async () => {
  await refused?.stop('SIGKILL')
  await server?.stop('SIGKILL')
  if (server) forget(server)
})

test('a damaged database stops the start with one line, and a restore brings the page back', async () => {
  server = await startServer()
  const { folder, databaseUrl, url } = server
  const env = { DATABASE_URL: databaseUrl, PUBLIC_URL: url, PORT: String(server.port) }
  const candor = async (...args: string[]) => {
    const command = run(['server.mjs', 'candor', ...args], env)
    return { code: await command.ended, lines: command.output().trim().split('\n') }
  }
  const backup = join(folder, 'kept.db')
  expect((await candor('import', 'statuspage', fixture)).code).toBe(0)
  expect((await candor('backup', backup)).code).toBe(0)

  const running = await candor('restore', backup)
  expect(running).toEqual({ code: 1, lines: [expect.stringMatching(/^A server is running on .*Stop it first/)] })

  // Killed, not asked: the lock must be free all the same.
  await server.stop('SIGKILL')
  const file = openSync(join(folder, 'candor.db'), 'r+')
  writeSync(file, 'GIF89a', 0)
  closeSync(file)
  refused = run(['server.mjs'], env)
  expect(await refused.ended).toBe(1)
  expect(refused.output().trim().split('\n')).toEqual([
    expect.stringMatching(/damaged.*npm run candor -- restore FILE/),
  ])

  expect((await candor('restore', backup)).code).toBe(0)
  server = await startServer({ folder, port: server.port })
  expect(await (await fetch(`${url}/incidents/reportaaaaaa`)).text()).toContain('Nobody can open the door.')
})
