import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commit, newestVersion } from '../../api/events/commit.ts'
import { events, meta } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const fact = { kind: 'component.changed', subject: 'x', audience: 'public' } as const

test('refuses to finish without an event, and leaves no row behind', async () => {
  const work = commit(w.as('mara'), {}, async (tx) => {
    await tx.insert(meta).values({ name: 'half', value: 'written' })
    return 'x'
  })
  await expect(work).rejects.toThrow('at least one event')
  expect(await w.ctx.db.read.select().from(meta)).toEqual([])
  expect(w.wakes()).toBe(0)
})

test('rolls rows and events back together when the work fails', async () => {
  const work = commit(w.as('mara'), {}, async (tx, record) => {
    await tx.insert(meta).values({ name: 'half', value: 'written' })
    await record(fact)
    throw new Error('pulled the plug')
  })
  await expect(work).rejects.toThrow('pulled the plug')
  expect(await w.ctx.db.read.select().from(events)).toEqual([])
  expect(await w.ctx.db.read.select().from(meta)).toEqual([])
})

test('numbers public events without a gap, and internal ones not at all', async () => {
  for (const audience of ['public', 'internal', 'public', 'internal', 'public'] as const)
    await commit(w.as('mara'), {}, async (_tx, record) => {
      await record({ ...fact, audience })
      return 'x'
    })
  const rows = await w.ctx.db.read.select().from(events).orderBy(events.id)
  expect(rows.map((row) => row.publicSeq)).toEqual([1, null, 2, null, 3])
  expect(await newestVersion(w.ctx.db.read)).toBe(3)
  expect(w.wakes()).toBe(5)
})

test('numbers stay gapless when many commit at once and some fail', async () => {
  const all = Array.from({ length: 40 }, (_, n) =>
    commit(w.as('mara'), {}, async (_tx, record) => {
      await record(fact)
      if (n % 4 === 0) throw new Error('no')
      return 'x'
    }).catch(() => undefined),
  )
  await Promise.all(all)
  const rows = await w.ctx.db.read.select().from(events).orderBy(events.publicSeq)
  expect(rows.map((row) => row.publicSeq)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
})

test('an idempotency key works once: the repeat gets the first id and writes nothing', async () => {
  const key = { route: 'POST /x', key: 'abc', bodyHash: 'h1' }
  const post = () =>
    commit(w.as('mara'), { key }, async (_tx, record) => {
      await record(fact)
      return `made-${Math.random()}`
    })
  const [first, second] = await Promise.all([post(), post()])
  expect(second).toBe(first)
  expect(await w.ctx.db.read.select().from(events)).toHaveLength(1)
})

test('an idempotency key with another body is refused, and another actor has keys of their own', async () => {
  const post = (name: 'mara' | 'ada', bodyHash: string) =>
    commit(w.as(name), { key: { route: 'POST /x', key: 'abc', bodyHash } }, async (_tx, record) => {
      await record(fact)
      return name
    })
  await post('mara', 'h1')
  await expect(post('mara', 'h2')).rejects.toMatchObject({ kind: 'invalid', slug: 'idempotency-key-reused' })
  expect(await post('ada', 'h2')).toBe('ada')
})

test('a key whose work failed is free again', async () => {
  const key = { route: 'POST /x', key: 'abc', bodyHash: 'h1' }
  await expect(commit(w.as('mara'), { key }, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  const id = await commit(w.as('mara'), { key }, async (_tx, record) => {
    await record(fact)
    return 'made'
  })
  expect(id).toBe('made')
})

test('the log names people by reference only', async () => {
  await commit(w.as('mara'), {}, async (_tx, record) => {
    await record(fact)
    return 'x'
  })
  const [row] = await w.ctx.db.read.select().from(events).where(eq(events.publicSeq, 1))
  expect(row?.actor).toBe('person:maramanager0')
  expect(JSON.stringify(row)).not.toContain('Mara')
})
