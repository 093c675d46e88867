import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { incidents } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

/** Another process holds the write lock from now on, for so many milliseconds. */
async function holdLock(ms: number) {
  const script = join(import.meta.dirname, '../prove/holdLock.ts')
  const holder = spawn(process.execPath, [script, w.file, String(ms)], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(holder.stdout, 'data')
}
const open = (name: string) => openIncident(w.as('mara'), { name, body: 'Looking.' })

test('a post waits for a lock that another process holds, and is written as soon as it is free', async () => {
  await holdLock(1000)
  const began = performance.now()
  await Promise.all([open('One'), open('Two')])
  expect(performance.now() - began).toBeGreaterThan(700)
  expect(await w.ctx.db.read.select().from(incidents)).toHaveLength(2)
})

test('after 5 s behind a lock a post is refused whole, reads went on, and the next one works', async () => {
  await holdLock(6000)
  const began = performance.now()
  const post = open('Too late').catch((error) => error)
  await w.ctx.db.read.select().from(incidents)
  expect(performance.now() - began).toBeLessThan(500)
  expect(await post).toMatchObject({ kind: 'busy', retryAfter: 2 })
  expect(await w.ctx.db.read.select().from(incidents)).toEqual([])
  await open('In time')
  expect(await w.ctx.db.read.select().from(incidents)).toHaveLength(1)
}, 20_000)
