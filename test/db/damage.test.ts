import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { backUp } from '../../db/backup.ts'
import { StartProblem } from '../../db/health.ts'
import { openDatabase } from '../../db/open.ts'
import { incidents } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
let sound: string
beforeAll(async () => {
  w = await world()
  for (let n = 0; n < 40; n++) await openIncident(w.as('mara'), { name: `Slow ${n}`, body: 'Slow. '.repeat(100) })
  sound = join(w.folder, 'sound.db')
  await backUp(w.file, sound)
})
afterAll(() => w.close())

/** What a start says to a file: nothing, or its one line. Never a hang, never anything but a StartProblem. */
async function startOn(damage: (path: string) => void, name: string): Promise<string | undefined> {
  const path = join(w.folder, `${name}.db`)
  copyFileSync(sound, path)
  damage(path)
  try {
    const db = await openDatabase(`file:${path}`)
    // Counted, not read: where the damage is inside a text, the driver itself gives up on it, and no check can tell.
    await db.read.$count(incidents)
    await db.close()
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(StartProblem)
    const { message } = error as StartProblem
    expect(message).toMatch(/^[^\n]+$/)
    return message
  } finally {
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(path + end, { force: true })
  }
}

/** The same numbers on every run. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * below)
  }
}

function flip(path: string, bytes: number, seed: number) {
  const next = numbers(seed)
  const all = readFileSync(path)
  for (let n = 0; n < bytes; n++) all[next(all.length)] = next(256)
  writeFileSync(path, all)
}

test('an untouched copy starts', async () => {
  expect(await startOn(() => {}, 'untouched')).toBeUndefined()
})

// Damage inside a text is no damage to the structure: such a file starts, and nothing here claims that it can be read.
test.each(Array.from({ length: 24 }, (_, n) => n))(
  'mutation %i, flipped bytes: refused in one line, or whole in structure',
  async (n) => {
    await startOn((path) => flip(path, 2 ** (n % 7), n + 1), `flipped${n}`)
  },
)

test('of 64 flipped bytes at least some are noticed', async () => {
  const said = []
  for (let n = 0; n < 6; n++) said.push(await startOn((path) => flip(path, 64, 100 + n), `many${n}`))
  expect(said.filter(Boolean).length).toBeGreaterThan(2)
})

test.each([1, 15, 16, 100, 4095, 4096, 9000, 50_000])(
  'a file cut to %i bytes is refused, with the way back',
  async (size) => {
    expect(await startOn((path) => truncateSync(path, size), `cut${size}`)).toMatch(/npm run candor -- restore FILE/)
  },
)

test('an emptied file that was in use is refused; an empty one that never was is a new start', async () => {
  const emptied = (path: string) => {
    writeFileSync(path, '')
    writeFileSync(`${path}.lock`, '')
  }
  expect(await startOn(emptied, 'emptied')).toMatch(/restore FILE/)
  expect(await startOn((path) => writeFileSync(path, ''), 'fresh')).toBeUndefined()
})

test.each(['SQLite format 2\0', 'GIF89a', '{"page": {}}', '\0'.repeat(16)])(
  'a file that begins with %j is refused',
  async (magic) => {
    const damage = (path: string) => {
      const all = readFileSync(path)
      all.write(magic, 'latin1')
      writeFileSync(path, all)
    }
    expect(await startOn(damage, 'magic')).toMatch(/is not a database, or is damaged.*restore FILE/)
  },
)

test('a database in use that lost its log, and with it every table, is damaged and not new', async () => {
  const empty = (path: string) => {
    rmSync(path)
    execFileSync(process.execPath, ['-e', makeEmpty, path])
  }
  const used = (path: string) => {
    empty(path)
    writeFileSync(`${path}.lock`, '')
  }
  expect(await startOn(empty, 'never-used')).toBeUndefined()
  expect(await startOn(used, 'lost-its-log')).toMatch(/npm run candor -- restore FILE/)
})

test('a kill before the first checkpoint leaves the tables in the file itself', async () => {
  const path = join(w.folder, 'early.db')
  const db = await openDatabase(`file:${path}`)
  copyFileSync(path, `${path}-alone.db`)
  await db.close()
  const alone = await openDatabase(`file:${path}-alone.db`)
  expect(await alone.read.select().from(incidents)).toEqual([])
  await alone.close()
})

/** A database that is whole and has no tables. */
const makeEmpty =
  "const c = require('@libsql/client').createClient({ url: 'file:' + process.argv[1] }); c.execute('create table t (x)').then(() => c.execute('drop table t')).then(() => c.close())"
