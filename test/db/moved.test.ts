import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newestVersion } from '../../api/events/commit.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { isAway } from '../../db/busy.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const post = () => openIncident(w.as('mara'), { name: 'Search fails', body: 'It fails.' })
const problem = (error: unknown) => error

it('saves nothing into a file that was deleted, and makes no new one in its place', async () => {
  await post()
  rmSync(w.file)
  expect(isAway(await post().catch(problem))).toBe(true)
  expect(isAway(await newestVersion(w.ctx.db.read).catch(problem))).toBe(true)
  expect(existsSync(w.file)).toBe(false)
})

it('takes no other file for its own', async () => {
  rmSync(w.file)
  writeFileSync(w.file, '')
  expect(isAway(await post().catch(problem))).toBe(true)
})

it('goes on with everything when the file is put back', async () => {
  await post()
  renameSync(w.file, `${w.file}.elsewhere`)
  expect(isAway(await post().catch(problem))).toBe(true)
  renameSync(`${w.file}.elsewhere`, w.file)
  await post()
  expect(await newestVersion(w.ctx.db.read)).toBe(2)
})

it('does not say "saved" when the file went away before the end', async () => {
  const saving = w.ctx.db.write('urgent', async (tx) => {
    await tx.run("update page set about = 'x'")
    renameSync(w.file, `${w.file}.elsewhere`)
  })
  expect(isAway(await saving.catch(problem))).toBe(true)
})
