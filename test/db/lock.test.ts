import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from '../../db/lock.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'candor-lock-'))
  path = join(folder, 'shop.db.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('one holds it, the next is told no, and a released lock can be taken again', async () => {
  const mine = await takeLock(path)
  expect(mine).toBeDefined()
  expect(await takeLock(path)).toBeUndefined()
  await mine?.release()
  const next = await takeLock(path)
  expect(next).toBeDefined()
  await next?.release()
})

test('another process holds it until it is killed, without a chance to tidy up', async () => {
  const module = resolve('db/lock.ts')
  const script = `const { takeLock } = await import(${JSON.stringify(module)})
    globalThis.held = await takeLock(${JSON.stringify(path)})
    console.log(held ? 'held' : 'refused')
    setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(holder.stdout, 'data')
  expect(String(said).trim()).toBe('held')
  expect(await takeLock(path)).toBeUndefined()

  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const mine = await takeLock(path)
  expect(mine).toBeDefined()
  await mine?.release()
})

test('a folder that is not there, or a file that is something else, is one sentence', async () => {
  await expect(takeLock(join(folder, 'nowhere/shop.db.lock'))).rejects.toThrow(/^The lock file .* cannot be used/)
  writeFileSync(path, 'a letter to my landlord, of more than sixteen bytes')
  await expect(takeLock(path)).rejects.toThrow(/^The lock file .* cannot be used/)
})
