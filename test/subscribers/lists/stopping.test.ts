import { afterEach, beforeEach, expect, test } from 'vitest'
import { startClock } from '../../../api/clock.ts'
import { importPart, importSome } from '../../../api/subscribers/lists/importSome.ts'
import { stopImport } from '../../../api/subscribers/lists/stopImport.ts'
import { due, subscriberImportParts } from '../../../db/schema.ts'
import { importing } from './importing.ts'

let w: Awaited<ReturnType<typeof importing>>
beforeEach(async () => {
  w = await importing()
})
afterEach(() => w.close())

const csv = (count: number) => Array.from({ length: count }, (_, n) => `reader${n}@example.org`).join('\n')
const parts = () => w.ctx.db.read.select().from(subscriberImportParts)
const task = async () => (await w.ctx.db.read.select().from(due))[0] as typeof due.$inferSelect

test('the clock works a list off by itself', async () => {
  const id = await w.start(csv(1200))
  expect(await parts()).toHaveLength(3)
  const clock = startClock(w.ctx, { every: 3_600_000 })
  while (!(await w.report(id)).finishedAt) await clock.tick()
  await clock.stop()
  expect(await w.report(id)).toMatchObject({ lines: 1200, done: 1200, added: 1200 })
  expect(await parts()).toEqual([])
  expect((await task()).doneAt).toEqual(w.clock.now())
})

test('what dies between two stretches, or in the middle of one, adds nobody twice and leaves nobody out', async () => {
  const id = await w.start(`${csv(1200)}\nno address`)
  await importPart(w.as('clock'), id)
  expect(await w.report(id)).toMatchObject({ done: 501, added: 500, finishedAt: null })
  const dying = { ...w.as('clock'), now: () => fail() }
  await expect(importPart(dying, id)).rejects.toThrow('killed')
  expect(await w.report(id)).toMatchObject({ done: 501, added: 500 })
  expect(await w.list()).toHaveLength(500)
  while (await importPart(w.as('clock'), id));
  expect(await w.report(id)).toMatchObject({ done: 1201, added: 1200, known: 0, finishedAt: w.clock.now() })
  expect(new Set((await w.list()).map(({ address }) => address)).size).toBe(1200)
})

function fail(): never {
  throw new Error('killed')
}

test('two clocks share a list', async () => {
  const id = await w.start(csv(3000))
  const due = await task()
  await Promise.all([importSome(w.as('clock'), due), importSome(w.as('clock'), due), importSome(w.as('clock'), due)])
  while (await importPart(w.as('clock'), id));
  expect(await w.report(id)).toMatchObject({ done: 3000, added: 3000, known: 0 })
  expect(await w.list()).toHaveLength(3000)
})

test('a list that was stopped adds nobody more, and is forgotten', async () => {
  const id = await w.start(csv(1200))
  await importPart(w.as('clock'), id)
  expect(await stopImport(w.as('ada'), { id })).toBe(id)
  expect(await importSome(w.as('clock'), await task())).toBe(false)
  expect(await w.report(id)).toMatchObject({ done: 500, added: 500, finishedAt: w.clock.now() })
  expect(await parts()).toEqual([])
  await expect(stopImport(w.as('ada'), { id })).rejects.toMatchObject({ slug: 'import-over' })
  await expect(stopImport(w.as('ada'), { id: 'nosuchimport' })).rejects.toMatchObject({ kind: 'missing' })
  await expect(stopImport(w.as('mara'), { id })).rejects.toMatchObject({ kind: 'forbidden' })
})
