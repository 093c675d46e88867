import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { backUp } from '../../db/backup.ts'
import { openDatabase } from '../../db/open.ts'
import { incidents } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
let into: string
beforeEach(async () => {
  w = await world()
  into = join(w.folder, 'kept.db')
})
afterEach(() => w.close())

test('copies what was committed, while the database is open, for its owner alone', async () => {
  const id = await openIncident(w.as('mara'), { name: 'Slow', body: 'Slow.' })
  const { bytes } = await backUp(w.file, into)
  await openIncident(w.as('mara'), { name: 'Later', body: 'Not in the backup.' })
  expect(bytes).toBe(statSync(into).size)
  expect(statSync(into).mode & 0o777).toBe(0o600)
  const copy = await openDatabase(`file:${into}`)
  expect(await copy.read.select({ id: incidents.id }).from(incidents)).toEqual([{ id }])
  await copy.close()
  expect(readdirSync(w.folder).filter((name) => name.includes('partial'))).toEqual([])
})

test('holds no key, even with one beside the database', async () => {
  writeFileSync(join(w.folder, 'secret.key'), 'very-secret-key-of-the-harbour-bookshop')
  await backUp(w.file, into)
  expect(readFileSync(into).includes('very-secret-key-of-the-harbour-bookshop')).toBe(false)
})

test('never writes over a file, and leaves nothing half-made', async () => {
  writeFileSync(into, 'a recipe')
  await expect(backUp(w.file, into)).rejects.toThrow(/is there already/)
  expect(readFileSync(into, 'utf8')).toBe('a recipe')
  await expect(backUp(join(w.folder, 'nothing.db'), join(w.folder, 'x.db'))).rejects.toThrow(/no database to back up/)
  await expect(backUp(w.file, join(w.folder, 'nowhere/x.db'))).rejects.toThrow(/There is no folder/)
  expect(existsSync(join(w.folder, 'nothing.db'))).toBe(false)
  mkdirSync(join(w.folder, 'taken.db.partial'))
  await expect(backUp(w.file, join(w.folder, 'taken.db'))).rejects.toThrow(/could not be written/)
})

test('a database whose rows do not fit together gets no backup of that name', async () => {
  const client = createClient({ url: `file:${w.file}` })
  await client.executeMultiple(
    "pragma foreign_keys = off; insert into claims (component_id, state, cause, cause_id, began_at, created_at) values ('nothere', 'major_outage', 'hand', 'x', 1, 1)",
  )
  client.close()
  await expect(backUp(w.file, into)).rejects.toThrow(/is damaged.*claims refer to what is not there/)
  expect(existsSync(into)).toBe(false)
})
