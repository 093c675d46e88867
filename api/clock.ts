import { and, asc, isNull, lte } from 'drizzle-orm'
import { due } from '../db/schema.ts'
import type { DueKind } from '../db/vocabulary.ts'
import { as, type Context } from './context/context.ts'
import { beginDay, ensureMidnight } from './events/beginDay.ts'
import { forgetKeys } from './events/forgetKeys.ts'
import type { Due } from './events/once.ts'
import { lapsePromise } from './incidents/lapsePromise.ts'
import { beginDue, completeDue } from './maintenance/runDue.ts'
import { importSome } from './subscribers/lists/importSome.ts'
import { resumeDue } from './subscribers/resumeDue.ts'

export type Clock = {
  /** Looks once, now. */
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
 * @param options.sweeps further things to do once an hour
 */
export function startClock(
  everybody: Context,
  options: { every?: number; sweeps?: ((ctx: Context) => Promise<unknown>)[] } = {},
): Clock {
  const ctx = as(everybody, { kind: 'clock' })
  const sweeps = [forgetKeys, ensureMidnight, ...(options.sweeps ?? [])]
  let lastTickAt: Date | undefined
  let sweptAt = 0
  let running: Promise<void> | undefined

  async function look() {
    try {
      for (const task of await tasksDue(ctx)) await run(ctx, task)
      if (+ctx.now() - sweptAt >= anHour || +ctx.now() < sweptAt) {
        sweptAt = +ctx.now()
        for (const sweep of sweeps) await sweep(ctx)
      }
      lastTickAt = ctx.now()
    } catch (error) {
      ctx.log.error({ err: error }, 'the clock could not look')
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
    tick,
    async stop() {
      clearInterval(timer)
      await running
    },
    lastTickAt: () => lastTickAt,
  }
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
