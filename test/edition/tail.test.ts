import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTail, type Tail, type Turn } from '../../api/edition/tail.ts'
import { commit } from '../../api/events/commit.ts'
import { events } from '../../db/schema.ts'
import type { Audience, EventKind } from '../../db/vocabulary.ts'
import { type World, world } from '../world.ts'

let w: World
let tail: Tail | undefined
let turns: Turn[]

beforeEach(async () => {
  w = await world()
  turns = []
})
afterEach(async () => {
  await tail?.stop()
  await w.close()
})

describe('the tail', () => {
  it('sees a public event as soon as it is woken, and says which incident it is about', async () => {
    tail = follow({ interval: 3_600_000 })
    await record('incident.opened', 'incident0001')
    tail.wake()
    await expect.poll(() => turns).toEqual([{ version: 1, everything: false, incidents: new Set(['incident0001']) }])
  })

  it('sees what another process wrote, without being woken', async () => {
    tail = follow({ interval: 20 })
    await record('incident.opened', 'incident0001')
    await expect.poll(() => turns.length).toBe(1)
  })

  it('does not move for what is internal', async () => {
    tail = follow({ interval: 10 })
    await record('incident.classified', 'incident0001', 'internal')
    await record('subscriber.asked', '1', 'internal')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(turns).toEqual([])
  })

  it('counts public events without gaps, whatever internal ones stand between', async () => {
    await record('incident.opened', 'a')
    await record('incident.classified', 'a', 'internal')
    await record('incident.updated', 'a')
    const rows = await w.ctx.db.read.select({ version: events.publicSeq }).from(events)
    expect(rows.map(({ version }) => version).filter((version) => version !== null)).toEqual([1, 2])
  })

  it('says that everything changed when a component or the page did', async () => {
    tail = follow({ interval: 3_600_000 })
    await record('component.changed', 'checkout0000')
    tail.wake()
    await expect.poll(() => turns[0]?.everything).toBe(true)
  })

  it('takes many events in one step, and does not list more than it can look at', async () => {
    await commit(w.as('system'), {}, async (_tx, record) => {
      for (let n = 0; n < 700; n++)
        await record({ kind: 'incident.imported', subject: `i${n}`, incidentId: `i${n}`, audience: 'public' })
      return ''
    })
    tail = follow({ interval: 20 })
    await expect.poll(() => turns).toEqual([{ version: 700, everything: true, incidents: new Set() }])
  })

  it('takes no second step while the first is under way', async () => {
    let atOnce = 0
    let most = 0
    tail = startTail(w.ctx, 0, {
      turn: async (turn) => {
        most = Math.max(most, ++atOnce)
        await new Promise((resolve) => setTimeout(resolve, 30))
        atOnce--
        turns.push(turn)
      },
    })
    for (let n = 0; n < 5; n++) {
      await record('incident.updated', 'a')
      tail.wake()
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await expect.poll(() => turns.at(-1)?.version).toBe(5)
    expect(most).toBe(1)
  })

  it('survives a database that does not answer, says so once, and goes on', async () => {
    const read = w.ctx.db.read
    w.ctx.db.read = { select: away } as never
    tail = follow({ interval: 10 })
    await new Promise((resolve) => setTimeout(resolve, 100))
    w.ctx.db.read = read
    await record('incident.opened', 'a')
    await expect.poll(() => turns.length).toBe(1)
    expect(w.logged.filter(({ level }) => level === 'warn')).toHaveLength(1)
  })

  it('says since when nobody knows, and when somebody does again', async () => {
    const doubts: (string | undefined)[] = []
    const since = w.ctx.now().toISOString()
    const on = { turn: async () => {}, doubt: async (at?: Date) => void doubts.push(at?.toISOString()) }
    const read = w.ctx.db.read
    tail = startTail(w.ctx, 0, on, 10)
    await expect.poll(() => doubts.at(0)).toBeUndefined()
    w.ctx.db.read = { select: away } as never
    w.clock.advance(10_000)
    await expect.poll(() => doubts.at(-1)).toBe(since)
    w.ctx.db.read = read
    await expect.poll(() => doubts.at(-1)).toBeUndefined()
  })
})

function follow({ interval }: { interval: number }) {
  return startTail(w.ctx, 0, { turn: async (turn) => void turns.push(turn) }, interval)
}

async function record(kind: EventKind, subject: string, audience: Audience = 'public') {
  await commit(w.as('system'), {}, async (_tx, record) => {
    await record({ kind, subject, audience })
    return subject
  })
}

function away(): never {
  throw new Error('the database is away')
}
