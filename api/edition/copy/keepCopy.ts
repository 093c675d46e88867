import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../context/context.ts'
import type { Copied } from './writeCopy.ts'

export type KeptCopy = {
  /** Something public changed. */
  refresh(): void
  stop(): Promise<void>
}

/** Also without news, so that the copy says that it is kept, and mends what failed (milliseconds). */
const atLeastEvery = 60_000
/** Several posts within a moment are one round (milliseconds). */
const together = 200

/** Keeps the copy beside the running server: one round at a time, begun anew when something changes meanwhile. */
export function keepCopy(ctx: Context, writeAll: (goOn: () => boolean) => Promise<Copied>): KeptCopy {
  let wanted = true
  let stopped = false
  let failing = false
  let running: Promise<void> | undefined

  async function round() {
    while (wanted && !stopped) {
      await sleep(together)
      wanted = false
      await once()
    }
    running = undefined
  }

  async function once() {
    try {
      const copied = await writeAll(() => !wanted && !stopped)
      if (copied.written + copied.removed > 0) ctx.log.info(copied, 'the static copy was refreshed')
      failing = false
    } catch (error) {
      // Once per outage; the files that are there stay as they are.
      if (!failing) ctx.log.warn({ err: error }, 'the static copy could not be refreshed')
      failing = true
    }
  }

  function refresh() {
    wanted = true
    if (!stopped) running ??= round()
  }

  const timer = setInterval(refresh, atLeastEvery)
  refresh()
  return {
    refresh,
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
