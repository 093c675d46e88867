import { setTimeout as sleep } from 'node:timers/promises'
import { and, asc, isNull, lte } from 'drizzle-orm'
import { due } from '../db/schema.ts'
import type { DueKind } from '../db/vocabulary.ts'
import { as, type Context } from './context/context.ts'
import { beginDay, ensureMidnight } from './events/beginDay.ts'
import { forgetDue } from './events/forgetDue.ts'
import { forgetKeys } from './events/forgetKeys.ts'
import type { Due } from './events/once.ts'
import { lapsePromise } from './incidents/lapsePromise.ts'
import { beginDue, completeDue } from './maintenance/runDue.ts'
import { importSome } from './subscribers/lists/importSome.ts'
import { resumeDue } from './subscribers/resumeDue.ts'

export type Clock = {
  /** Looks once, now, and sweeps to the end if it is time to. */
  tick(): Promise<void>
  stop(): Promise<void>
  /** When it last looked without an error; undefined before that. */
  lastTickAt(): Date | undefined
}

const handlers: { [kind in DueKind]?: (ctx: Context, task: Due) => Promise<boolean> } = {
  'maintenance.begin': beginDue,
  'maintenance.complete': completeDue,
  promise: lapsePromise,
  day: beginDay,
  'subscriber.resume': resumeDue,
  'subscribers.import': importSome,
}

const anHour = 3_600_000

/**
 * Does what is due, each thing once, also after downtime and beside other processes; sweeps what may be forgotten.
 * @param options.every milliseconds between two looks
 * @param options.sweeps further things to do once an hour; one that returns a number is called until that is 0, and what
 * is due does not wait for it
 */
export function startClock(
  everybody: Context,
  options: { every?: number; sweeps?: ((ctx: Context) => Promise<unknown>)[] } = {},
): Clock {
  const ctx = as(everybody, { kind: 'clock' })
  const sweeps = [ensureMidnight, forgetKeys, forgetDue, ...(options.sweeps ?? [])]
  let lastTickAt: Date | undefined
  let sweptAt = 0
  let running: Promise<void> | undefined
  let sweeping: Promise<void> | undefined
  let stopping = false

  async function look() {
    try {
      for (const task of await tasksDue(ctx)) await run(ctx, task)
      if (+ctx.now() - sweptAt >= anHour || +ctx.now() < sweptAt) {
        sweptAt = +ctx.now()
        sweeping ??= sweepAll().finally(() => {
          sweeping = undefined
        })
      }
      lastTickAt = ctx.now()
    } catch (error) {
      ctx.log.error({ err: error }, 'the clock could not look')
    }
  }

  async function sweepAll() {
    for (const sweep of sweeps)
      try {
        for (let left = true; left && !stopping; ) left = await rested(() => sweep(ctx))
      } catch (error) {
        ctx.log.error({ err: error }, 'the clock could not sweep')
      }
  }

  const tick = () => {
    running ??= look().finally(() => {
      running = undefined
    })
    return running
  }
  const timer = setInterval(tick, options.every ?? 1000)

  return {
    async tick() {
      await tick()
      await sweeping
    },
    async stop() {
      stopping = true
      clearInterval(timer)
      await running
      await sweeping
    },
    lastTickAt: () => lastTickAt,
  }
}

/** Works once, then rests as long as it took, so that half of the thread is for people. Says whether something is left. */
async function rested(work: () => Promise<unknown>): Promise<boolean> {
  const began = performance.now()
  const done = await work()
  if (typeof done !== 'number' || done === 0) return false
  await sleep(performance.now() - began)
  return true
}

/** In the order in which they should have happened. */
async function tasksDue(ctx: Context): Promise<Due[]> {
  const overdue = and(isNull(due.doneAt), lte(due.at, ctx.now()))
  return ctx.db.read.select().from(due).where(overdue).orderBy(asc(due.at), asc(due.id)).limit(100)
}

/** One task that fails must not keep the others waiting. */
async function run(ctx: Context, task: Due): Promise<void> {
  try {
    await handlers[task.kind]?.(ctx, task)
  } catch (error) {
    ctx.log.error({ err: error, due: task.kind, subject: task.subject }, 'what was due could not be done')
  }
}
