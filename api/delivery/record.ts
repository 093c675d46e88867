import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context/context.ts'
import type { Channel, Recorded } from './channel.ts'
import { type Result, settle } from './settle.ts'

/** Results are committed together at this age (milliseconds) or this number, whichever is first. */
const age = 20
export const mostUnrecorded = 50

/** Written together: what a group costs is mostly the same for few and for many. The rest is room for what is under way. */
const enough = mostUnrecorded - 10

/** Collects results and commits them in groups. */
export type Recorder = {
  /** How many are not committed yet. */
  unrecorded(): number
  add(result: Result): void
  /** Resolves when everything is committed. */
  flush(): Promise<void>
}

/**
 * What is unrecorded when a process dies is sent again. Hence the bound:
 * repeats per crash ≤ open connections + unrecorded results.
 * @param committed is told of each group, before the channel is
 */
export function newRecorder(
  ctx: Context,
  channel: Channel,
  committed: (results: readonly Recorded[]) => void,
): Recorder {
  const waiting: Result[] = []
  let unrecorded = 0
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined

  async function write() {
    while (waiting.length > 0) {
      const group = waiting.splice(0, mostUnrecorded)
      const recorded = await settlePatiently(ctx, channel, group)
      unrecorded -= group.length
      committed(recorded)
      await channel.recorded?.(recorded).catch((error) => {
        ctx.log.error({ err: error, channel: channel.kind }, 'what follows from a result could not be done')
      })
    }
  }

  function start(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing ??= write().finally(() => {
      writing = undefined
      // What came between the last look and now.
      if (waiting.length > 0) start()
    })
    return writing
  }

  return {
    unrecorded: () => unrecorded,
    add(result) {
      waiting.push(result)
      unrecorded++
      if (waiting.length >= enough) start()
      else timer ??= setTimeout(start, age)
    },
    flush: async () => start(),
  }
}

/** A result must not be lost to a busy database: it is offered until it is taken. */
async function settlePatiently(ctx: Context, channel: Channel, group: Result[]): Promise<Recorded[]> {
  for (;;) {
    try {
      return await settle(ctx, channel, group)
    } catch (error) {
      ctx.log.error({ err: error, results: group.length }, 'results could not be recorded; trying again')
      await sleep(200)
    }
  }
}
