import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createClient } from '@libsql/client'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { lockBeside, takeLock } from '../../db/lock.ts'
import { openDatabase } from '../../db/open.ts'
import { deliveries, events, fanOuts, incidents, subscribers } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { typing } from './typing.ts'

let w: World
let candor: ReturnType<typeof typing>
/** A database in another folder, as it stands where the backup is restored. */
let elsewhere: string
let restore: ReturnType<typeof typing>
beforeEach(async () => {
  w = await world()
  candor = typing(w)
  elsewhere = join(w.folder, 'elsewhere/candor.db')
  mkdirSync(dirname(elsewhere))
  restore = (...args) => typing(w, { DATABASE_URL: `file:${elsewhere}` })('restore', ...args)
})
afterEach(() => w.close())

/** An incident that is told to a list. Returns its event. */
async function post(name: string): Promise<number> {
  const id = await openIncident(w.as('mara'), { name, body: name })
  const [event] = await w.ctx.db.read.select().from(events).where(eq(events.incidentId, id))
  return event?.id as number
}

/** The fan-out of an event as it stands half-way: three mails sent, two not, the rest of the list not yet looked at. */
async function halfway(eventId: number) {
  await w.ctx.db.write('urgent', async (tx) => {
    const at = w.clock.now()
    await tx.insert(fanOuts).values({ eventId, channel: 'email', cursor: 5, waiting: 2, sent: 3 })
    const states = ['sent', 'sent', 'sent', 'waiting', 'leased'] as const
    for (const [index, state] of states.entries())
      await tx.insert(deliveries).values({
        eventId,
        channel: 'email',
        recipientKind: 'subscriber',
        recipientId: index + 1,
        rank: 1,
        state,
        leaseUntil: at,
      })
  })
}

async function reopened<T>(read: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> {
  const db = await openDatabase(`file:${elsewhere}`)
  return read(db).finally(() => db.close())
}

test('puts the backup in place, keeps what stood there, and mails nothing that the backup still meant to', async () => {
  const told = await post('Half told')
  await halfway(told)
  const unopened = await post('Not told yet')
  expect((await candor('backup', 'kept.db')).code).toBe(0)
  await post('After the backup')
  await candor('backup', elsewhere)

  const { code, said } = await restore('kept.db')
  expect(code).toBe(0)
  const beside = readdirSync(dirname(elsewhere))
  expect(said.join('\n')).toMatch(/Not mailed.*: 2 mails.*the rest of 2 posts/)
  await reopened(async ({ read, client }) => {
    expect((await read.select().from(incidents)).map(({ name }) => name)).toEqual(['Half told', 'Not told yet'])
    const rows = await read.select().from(deliveries)
    expect(rows.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'skipped', 'skipped'])
    expect(rows.at(-1)).toMatchObject({ outcome: 'restored from a backup', leaseUntil: null })
    const opened = await read.select().from(fanOuts)
    expect(opened.map(({ eventId, waiting, sent, skipped }) => [eventId, waiting, sent, skipped])).toEqual([
      [told, 0, 3, 2],
      [unopened, 0, 0, 0],
    ])
    expect(opened.every(({ expandedAt }) => expandedAt)).toBe(true)
    const [restored] = await read.select().from(events).where(eq(events.kind, 'database.restored'))
    expect(restored).toMatchObject({ audience: 'internal', actor: 'system', publicSeq: null })
    expect((await client.execute('pragma integrity_check')).rows[0]?.[0]).toBe('ok')
  })
  expect(beside.sort()).toEqual([
    'candor.db',
    expect.stringMatching(/^candor\.db\.before-restore-.{19}$/),
    'candor.db.lock',
  ])
  const before = createClient({ url: `file:${join(dirname(elsewhere), beside[1] as string)}` })
  expect((await before.execute('select count(*) from incidents')).rows[0]?.[0]).toBe(3)
  before.close()
})

test('with --resend-since, what happened then or later is still told', async () => {
  await halfway(await post('Old'))
  w.clock.advance(3_600_000)
  const young = await post('Young')
  await halfway(young)
  await candor('backup', 'kept.db')
  expect((await restore('kept.db', '--resend-since', '2026-03-01T09:30:00Z')).code).toBe(0)
  await reopened(async ({ read }) => {
    const open = (await read.select().from(deliveries)).filter(({ state }) => state === 'waiting' || state === 'leased')
    expect(open.map(({ eventId }) => eventId)).toEqual([young, young])
    const opened = await read.select().from(fanOuts).where(eq(fanOuts.eventId, young))
    expect(opened).toMatchObject([{ expandedAt: null, waiting: 2, skipped: 0 }])
  })
})

test('numbers that were given after the backup are never given again', async () => {
  await candor('backup', 'kept.db')
  const lost = await post('Lost')
  await restore('kept.db')
  await reopened(async (db) => {
    const [newest] = await db.read.select().from(events)
    expect(newest?.id).toBeGreaterThan(lost + 1_000_000)
    const row = {
      address: 'sam@example.org',
      addressKey: 'sam@example.org',
      state: 'pending' as const,
      createdAt: new Date(),
      askedAt: new Date(),
      asks: [],
    }
    const [sam] = await db.write('urgent', (tx) => tx.insert(subscribers).values(row).returning({ id: subscribers.id }))
    expect(sam?.id).toBeGreaterThan(1_000_000)
  })
})

test('refuses while a server runs, or anything else has the database open, and changes nothing', async () => {
  await candor('backup', 'kept.db')
  await candor('backup', elsewhere)
  const open = await openDatabase(`file:${elsewhere}`)
  expect((await restore('kept.db')).complained).toEqual([expect.stringMatching(/is in use\. Stop what uses it/)])
  const server = await takeLock(lockBeside(elsewhere))
  expect((await restore('kept.db')).complained).toEqual([expect.stringMatching(/^A server is running on/)])
  await server?.release()
  expect(await open.read.select().from(incidents)).toEqual([])
  await open.close()
  expect(readdirSync(dirname(elsewhere)).filter((name) => /restor/.test(name))).toEqual([])
})

test('what is no backup of ours, damaged, or of a newer version is refused, and changes nothing', async () => {
  await post('Here')
  const foreign = createClient({ url: `file:${join(w.folder, 'foreign.db')}` })
  await foreign.execute('create table recipes (name text)')
  foreign.close()
  await candor('backup', 'newer.db')
  const newer = createClient({ url: `file:${join(w.folder, 'newer.db')}` })
  await newer.execute('update __drizzle_migrations set created_at = created_at + 1000000000')
  newer.close()
  await candor('backup', elsewhere)
  expect((await restore('foreign.db')).complained).toEqual([expect.stringMatching(/not one of Candor's/)])
  expect((await restore('newer.db')).complained).toEqual([expect.stringMatching(/newer version of Candor/)])
  writeFileSync(join(w.folder, 'empty.db'), '')
  expect((await restore('empty.db')).code).toBe(1)
  expect(existsSync(`${elsewhere}.restoring`)).toBe(false)
  await reopened(async ({ read }) => expect(await read.select().from(incidents)).toHaveLength(1))
})

test('a database that is gone, or damaged, is what it is for', async () => {
  await post('Kept')
  await candor('backup', 'kept.db')
  writeFileSync(elsewhere, 'nothing of a database is left in here, only this')
  expect((await restore('kept.db')).code).toBe(0)
  await reopened(async ({ read }) => expect(await read.select().from(incidents)).toHaveLength(1))
})

test('a plain copy of a database in use is restored with what stands beside it', async () => {
  await post('In the write-ahead log')
  for (const end of ['', '-wal']) copyFileSync(w.file + end, join(w.folder, `copied.db${end}`))
  expect((await restore('copied.db')).code).toBe(0)
  await reopened(async ({ read }) => expect(await read.select().from(incidents)).toHaveLength(1))
})
