import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { as } from '../../api/context/context.ts'
import { commit, type Fact } from '../../api/events/commit.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import type { Database } from '../../db/open.ts'
import { cast, shown } from '../cast.ts'
import { world } from '../world.ts'

/** One write in so many is a post. */
export const every = 10
/** An incident is so many posts long: the first opens it, the last resolves it. */
const length = 25
const states = ['partial_outage', 'major_outage', 'degraded_performance'] as const
/** The n-th write, when it is a post, says its number and puts checkout in this state: so a copy shows how far it goes. */
export const stateOf = (n: number) =>
  endsOne(n) ? ('operational' as const) : (states[(n / every) % 3] ?? 'partial_outage')
const endsOne = (n: number) => (n / every) % length === length - 1
const beginsOne = (n: number) => (n / every) % length === 0
export const textOf = (n: number) => `Write number ${n}.`

export type Written = { count: number; perSecond: number; slowestMs: number }

/**
 * Writes evenly, as a second process beside a server: each 10th write is a post, each 500th write is told to the list, the
 * others are notes in the log. One after another, so that what a copy holds is always the first so many of them.
 * @param folder holds the database, which is made when it is not there
 * @param options.most writes after which it ends by itself
 */
export async function startWriting(
  folder: string,
  rate: number,
  prepare: (db: Database) => Promise<void> = async () => {},
  options: { most?: number; bare?: boolean } = {},
) {
  const w = await world({ databaseUrl: `file:${join(folder, 'candor.db')}`, bare: options.bare ?? false })
  await prepare(w.ctx.db)
  const ctx = { ...as(w.ctx, cast.mara), now: () => new Date() }
  const written: Written = { count: 1, perSecond: 0, slowestMs: 0 }
  const most = options.most ?? Number.POSITIVE_INFINITY
  let incidentId = ''
  let stopping = false

  async function write(n: number) {
    const said = { body: textOf(n), notify: n % 500 === 0 }
    const components = [{ id: shown.checkout, state: stateOf(n) }]
    if (n % every !== 0) await commit(ctx, {}, async (_, record) => String(await record(noteOf(n))))
    else if (beginsOne(n)) incidentId = await openIncident(ctx, { name: 'Orders are failing', components, ...said })
    else if (endsOne(n)) await resolveIncident(ctx, { incidentId, ...said })
    else await postUpdate(ctx, { incidentId, components, ...said })
  }

  async function writeOn() {
    const began = performance.now()
    while (!stopping && written.count < most) {
      const early = began + (written.count * 1000) / rate - performance.now()
      if (early > 0) await pause(early)
      const at = performance.now()
      await write(written.count)
      written.count++
      written.slowestMs = Math.max(written.slowestMs, performance.now() - at)
      written.perSecond = (written.count * 1000) / (performance.now() - began)
    }
  }

  await write(0)
  const ended = writeOn()
  ended.catch(() => {})
  return {
    ended,
    async stop(): Promise<Written> {
      if (!stopping) {
        stopping = true
        await ended
        await w.close()
      }
      return written
    },
  }
}

function noteOf(n: number): Fact {
  return { kind: 'person.signedOut', subject: 'mara', after: { n }, audience: 'internal' }
}
