import { setTimeout as sleep } from 'node:timers/promises'
import { asc, gt } from 'drizzle-orm'
import { events } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { newestVersion } from '../events/commit.ts'

/** A step to a newer version, and what it changes. */
export type Turn = {
  version: number
  /** Something that stands on every page: its settings, or a component. */
  everything: boolean
  /** The incidents and maintenances that something was said about. */
  incidents: Set<string>
}

export type Tail = {
  /** Looks now: a commit of ours has just finished. */
  wake(): void
  stop(): Promise<void>
}

/** So many new events are looked at one by one; after more, everything counts as changed. */
const mostFacts = 500

/** A look that takes longer (milliseconds) counts as failed: a server of the database may be there and not answer. */
const longestLook = 5000
/** When looks have failed for so long (milliseconds), nobody knows any more whether the edition is the newest. */
const mostDoubtful = 2000

export type Follower = {
  /** Called once per step, never twice at the same time. */
  turn(turn: Turn): Promise<void>
  /** Called after a look that found nothing new. */
  idle?(): Promise<void>
  /** Called with the time of the last good look when none has succeeded for a while, and with nothing when one did. */
  doubt?(since: Date | undefined): Promise<void>
}

/** Follows the public version, from whichever process it moves: looks when woken, else every `interval` milliseconds. */
export function startTail(ctx: Context, from: number, on: Follower, interval = 500): Tail {
  let seen = from
  let lookedAt = ctx.now()
  let trouble = false
  let again = false
  let stopped = false
  let running: Promise<void> | undefined

  async function look() {
    again = false
    const turn = await lookOnce()
    if (!turn) return on.idle?.()
    seen = turn.version
    again = true
    await on.turn(turn)
  }

  async function lookOnce() {
    try {
      const turn = await inTime(nextTurn(ctx, seen))
      lookedAt = ctx.now()
      await on.doubt?.(undefined)
      return turn
    } catch (error) {
      if (+ctx.now() - +lookedAt >= mostDoubtful) await on.doubt?.(lookedAt)
      throw error
    }
  }

  async function lookSafely() {
    try {
      await look()
      if (trouble) ctx.log.info({}, 'the edition follows the log again')
      trouble = false
    } catch (error) {
      // Once per outage, not twice a second.
      if (!trouble) ctx.log.warn({ err: error }, 'the edition cannot be brought up to date; the last one is served')
      trouble = true
    } finally {
      running = undefined
      if (again) wake()
    }
  }

  function wake() {
    if (stopped) return
    again = true
    running ??= lookSafely()
  }

  const timer = setInterval(wake, interval)
  return {
    wake,
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

async function inTime<T>(look: Promise<T>): Promise<T> {
  const limit = new AbortController()
  const late = sleep(longestLook, undefined, { ref: false, signal: limit.signal }).then(() => {
    throw new Error('the database does not answer')
  })
  late.catch(() => {})
  return Promise.race([look, late]).finally(() => limit.abort())
}

async function nextTurn(ctx: Context, seen: number): Promise<Turn | undefined> {
  const facts = await ctx.db.read
    .select({ version: events.publicSeq, kind: events.kind, subject: events.subject, incidentId: events.incidentId })
    .from(events)
    .where(gt(events.publicSeq, seen))
    .orderBy(asc(events.publicSeq))
    .limit(mostFacts + 1)
  const newest = facts.at(-1)?.version
  if (!newest) return undefined
  if (facts.length > mostFacts)
    return { version: await newestVersion(ctx.db.read), everything: true, incidents: new Set() }
  return {
    version: newest,
    everything: facts.some(({ kind }) => kind.startsWith('page.') || kind.startsWith('component.')),
    incidents: new Set(facts.map(({ incidentId, subject }) => incidentId ?? subject)),
  }
}
