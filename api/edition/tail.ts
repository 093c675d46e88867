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

/**
 * Follows the public version, from whichever process it moves: looks when woken, else every `interval` milliseconds.
 * @param on.turn called once per step, never twice at the same time
 * @param on.idle called after a look that found nothing new
 */
export function startTail(
  ctx: Context,
  from: number,
  on: { turn: (turn: Turn) => Promise<void>; idle?: () => Promise<void> },
  interval = 500,
): Tail {
  let seen = from
  let trouble = false
  let again = false
  let stopped = false
  let running: Promise<void> | undefined

  async function look() {
    again = false
    const turn = await nextTurn(ctx, seen)
    if (!turn) return on.idle?.()
    seen = turn.version
    again = true
    await on.turn(turn)
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
