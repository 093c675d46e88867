import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { importPart } from '../../api/subscribers/lists/importSome.ts'
import { startImport } from '../../api/subscribers/lists/startImport.ts'
import { due, events, subscriberImports, subscribers } from '../../db/schema.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'
import { typing } from './typing.ts'

let w: World
let candor: ReturnType<typeof typing>
beforeEach(async () => {
  w = await world()
  candor = typing(w)
})
afterEach(() => w.close())

const write = (name: string, text: string | Uint8Array) => writeFileSync(join(w.folder, name), text)
const people = async () => (await w.ctx.db.read.select().from(subscribers)).length

test('a list of people who agreed comes in, and what was refused is said line by line', async () => {
  await w.subscriber('left@example.org', { state: 'unsubscribed' })
  const lines = Array.from({ length: 1200 }, (_, n) => `reader${n}@example.org`)
  write('crm.csv', ['email', ...lines, 'reader0@example.org', 'no address', 'left@example.org'].join('\n'))
  expect(await candor('import', 'subscribers', 'crm.csv', '--attested')).toEqual({
    code: 0,
    complained: [],
    said: [
      'crm.csv: 1,203 lines.',
      'Added: 1,200 people.',
      'On the list already, and left alone: 1. Twice in the file: 1. Refused: 1.',
      'Line 1203: This is not a mail address that we can write to.',
    ],
  })
  expect(await people()).toBe(1201)
  expect(await subscriberOf(w.ctx, 'left@example.org')).toMatchObject({ state: 'unsubscribed' })
  expect((await w.ctx.db.read.select().from(events)).map(({ kind, actor }) => [kind, actor])).toEqual([
    ['subscribers.importAsked', 'system'],
    ...Array(3).fill(['subscribers.imported', 'system']),
  ])
})

test('others are asked, and a dry run writes nobody down', async () => {
  write('crm.csv', 'sam@example.org\nkim@example.org')
  expect((await candor('import', 'subscribers', 'crm.csv', '--pending', '--dry-run')).said).toContain(
    'Would be added: 2 people.',
  )
  expect(await people()).toBe(0)
  expect((await candor('import', 'subscribers', '--pending', 'crm.csv')).said).toContain(
    'Added: 2 people (2 asked to confirm).',
  )
  await w.deliverAll()
  expect(w.mailbox()).toHaveLength(2)
})

test('the list goes out to a file of its owner, comes in again elsewhere, and is never written over', async () => {
  await w.subscriber('sam@example.org', { only: [w.components.search] })
  await w.subscriber('kim@example.org', { state: 'unsubscribed' })
  const file = join(w.folder, 'all.csv')
  expect(await candor('export', 'subscribers', 'all.csv')).toMatchObject({
    code: 0,
    said: [`Written: 2 subscribers, with their addresses, to ${file}`],
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8').split('\r\n')).toHaveLength(4)
  const again = await candor('export', 'subscribers', 'all.csv')
  expect([again.code, again.complained[0]]).toEqual([1, `The file ${file} is there already. Choose another name.`])
  const other = await world()
  expect((await typing(other)('import', 'subscribers', file, '--attested')).said).toContain('Added: 2 people.')
  expect(await subscriberOf(other.ctx, 'kim@example.org')).toMatchObject({ state: 'unsubscribed' })
  await other.close()
})

test('a list that was on its way in when a backup was made does not go on from there', async () => {
  const id = await startImport(w.as('ada'), { csv: 'sam@example.org', attested: false })
  await candor('backup', 'kept.db')
  const other = { DATABASE_URL: `file:${join(w.folder, 'other', 'candor.db')}` }
  const { code, said } = await typing(w, other)('restore', 'kept.db')
  expect([code, said.join(' ')]).toEqual([0, expect.stringContaining('A list of subscribers was on its way in')])
  const restored = await world({ databaseUrl: other.DATABASE_URL, bare: true })
  expect(await importPart(restored.as('clock'), id)).toBe(false)
  expect(await restored.ctx.db.read.select().from(subscriberImports)).toMatchObject([
    { done: 0, finishedAt: expect.any(Date) },
  ])
  expect((await restored.ctx.db.read.select().from(due)).every(({ doneAt }) => doneAt)).toBe(true)
  await restored.close()
})

test.each([
  ['import', 'subscribers'],
  ['import', 'subscribers', 'crm.csv'],
  ['import', 'subscribers', 'crm.csv', '--attested', '--pending'],
  ['import', 'subscribers', 'crm.csv', 'b.csv', '--pending'],
  ['import', 'subscribers', 'crm.csv', '--sure'],
  ['import', 'subscribers', 'missing.csv', '--pending'],
  ['import', 'subscribers', 'latin.csv', '--pending'],
  ['import', 'subscribers', 'empty.csv', '--pending'],
  ['export'],
  ['export', 'subscribers'],
  ['export', 'incidents', 'x.csv'],
  ['export', 'subscribers', 'nowhere/x.csv'],
])('%s %s %s %s %s is one line, and writes nothing', async (...args) => {
  write('crm.csv', 'sam@example.org')
  write('latin.csv', Buffer.from('größe', 'latin1'))
  write('empty.csv', '')
  const { code, said, complained } = await candor(...args)
  expect([code, said, complained.length, complained[0]?.includes('\n')]).toEqual([1, [], 1, false])
  expect(await people()).toBe(0)
})
