import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addComponent } from '../../../api/components/addComponent.ts'
import { type Cell, csvFile } from '../../../api/context/csv.ts'
import { Problem } from '../../../api/context/problems.ts'
import { exportedColumns, exportSubscribers } from '../../../api/subscribers/lists/exportSubscribers.ts'
import { subscribers } from '../../../db/schema.ts'
import type { World } from '../../world.ts'
import { importing } from './importing.ts'

let w: Awaited<ReturnType<typeof importing>>
beforeEach(async () => {
  w = await importing()
})
afterEach(() => w.close())

const fileOf = async (from: World, forPeople = false) =>
  new Response(csvFile(exportedColumns, await exportSubscribers(from.as('ada')), { forPeople })).text()
const linesOf = async (from: World) => (await fileOf(from)).trim().split('\r\n').slice(1)

/** Somebody of every kind. */
async function everybody() {
  const at = new Date('2026-01-02T03:04:05.678Z')
  const { checkout, search } = w.components
  await w.subscriber('plain@example.org', { confirmedAt: at })
  await w.subscriber('Picky@example.org', { only: [search, checkout], floor: 'major', language: 'ja', confirmedAt: at })
  await w.subscriber('quiet@example.org', {
    only: [],
    hearsIncidents: false,
    hearsMaintenance: false,
    hearsPostmortems: false,
  })
  await w.subscriber('boss@example.org', { hearsIncidents: false, hearsMaintenance: false, hearsPromises: true })
  await w.subscriber('asked@example.org', { state: 'pending' })
  await w.subscriber('left@example.org', { state: 'unsubscribed', leftAt: at })
  await w.subscriber('rest@example.org', { state: 'paused', pausedUntil: new Date('2026-03-09T09:00:00Z') })
  await w.subscriber('long@example.org', { state: 'paused' })
  await w.subscriber('gone@example.org', { state: 'suppressed', suppressedFor: '550 5.1.1 "no", such; box' })
  for (const odd of ['=1+1', '+plus', '-minus', "'quoted", "'=both", '#$&*/?^_`{|}~'])
    await w.subscriber(`${odd}@example.org`, {})
}

test('every subscriber is a line, with what they chose and why they are not written to', async () => {
  await everybody()
  expect((await fileOf(w)).split('\r\n')[0]).toBe(exportedColumns.join(','))
  expect((await linesOf(w)).slice(0, 9)).toEqual([
    'plain@example.org,email,active,2026-01-02T03:04:05.678Z,,,incidents|maintenance|postmortems,all,en,',
    'Picky@example.org,email,active,2026-01-02T03:04:05.678Z,,Checkout|Search,incidents|maintenance|postmortems,major,ja,',
    'quiet@example.org,email,active,2026-03-01T09:00:00.000Z,,none,none,all,en,',
    'boss@example.org,email,active,2026-03-01T09:00:00.000Z,,,postmortems|promises,all,en,',
    'asked@example.org,email,pending,,,,incidents|maintenance|postmortems,all,en,',
    'left@example.org,email,unsubscribed,2026-03-01T09:00:00.000Z,,,incidents|maintenance|postmortems,all,en,',
    'rest@example.org,email,paused,2026-03-01T09:00:00.000Z,2026-03-09T09:00:00.000Z,,incidents|maintenance|postmortems,all,en,',
    'long@example.org,email,paused,2026-03-01T09:00:00.000Z,,,incidents|maintenance|postmortems,all,en,',
    'gone@example.org,email,suppressed,2026-03-01T09:00:00.000Z,,,incidents|maintenance|postmortems,all,en,"550 5.1.1 ""no"", such; box"',
  ])
})

test('an exported file brings the same list to another house', async () => {
  await everybody()
  const other = await importing()
  const report = await other.take(await fileOf(w, true))
  expect(report).toMatchObject({ lines: 15, added: 15, refused: 0, errors: [] })
  expect(await linesOf(other)).toEqual(await linesOf(w))
  await other.close()
})

test('importing it where it came from changes nothing', async () => {
  await everybody()
  const before = await w.ctx.db.read.select().from(subscribers).orderBy(asc(subscribers.id))
  expect(await w.take(await fileOf(w))).toMatchObject({ added: 0, known: 15, refused: 0 })
  expect(await w.list()).toEqual(before)
})

test('names that an import could take for another are written as ids', async () => {
  const add = (name: string) => addComponent(w.as('ada'), { name })
  const odd = [await add('checkout'), await add('a|b'), await add('none'), await add("'=x"), await add('me@home')]
  odd.push(await add('a; =x'), w.components.checkout)
  await w.subscriber('sam@example.org', { only: [...odd, await add('Ü, "quoted"'), await add('=x')] })
  const [line] = await linesOf(w)
  for (const id of odd) expect(line).toContain(id)
  expect(line).toContain('Ü, ""quoted""')
  await w.ctx.db.write('urgent', (tx) => tx.delete(subscribers))
  expect(await w.take(`${exportedColumns.join(',')}\r\n${line}`)).toMatchObject({ added: 1, errors: [] })
  expect(await linesOf(w)).toEqual([line])
})

test('nothing in it is a formula, and no address of an endpoint is in it', async () => {
  await everybody()
  const secret = {
    channel: 'webhook' as const,
    host: 'hooks.example.org',
    addressKey: 'key',
    ownerAddress: 'o@example.org',
  }
  await w.subscriber('https://hooks.example.org/secret', secret)
  const text = await fileOf(w)
  expect(text.split(/[\r\n,]+/).filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([])
  expect(text).toContain('hooks.example.org,webhook,active')
  expect(text).not.toContain('secret')
})

test('is read as it is taken, some hundred at a time, and stands in the log', async () => {
  await w.subscribers(1000)
  const sizes: number[] = []
  for await (const batch of (await exportSubscribers(w.as('ada'))) as AsyncIterable<Cell[][]>) sizes.push(batch.length)
  expect(sizes).toEqual([400, 400, 200])
  expect((await w.log()).map(({ kind, actor, after }) => [kind, actor, after])).toEqual([
    ['subscribers.exported', 'person:adaadmin0000', { subscribers: 1000 }],
  ])
})

test('only administrators export', async () => {
  for (const who of ['mara', 'vic', 'stranger'] as const)
    await expect(exportSubscribers(w.as(who))).rejects.toThrow(Problem)
  expect(await w.log()).toEqual([])
})
