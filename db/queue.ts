import { DatabaseBusy, isBusy, pause } from './busy.ts'

/** A person waits for `urgent`; the relay's chunks are `background` and let it pass. */
export type Urgency = 'urgent' | 'background'

type Job = { run: () => Promise<unknown>; resolve: (value: never) => void; reject: (error: unknown) => void }

export type WriteQueue = { add<T>(urgency: Urgency, begin: () => Promise<T>): Promise<T>; idle(): Promise<void> }

/**
 * One write at a time in this process: SQLite has one writer, and a queue is kinder than nineteen refusals.
 * A job that meets another process's lock is tried again for `patience` milliseconds.
 */
export function writeQueue(patience = 5000): WriteQueue {
  const waiting: Record<Urgency, Job[]> = { urgent: [], background: [] }
  let running: Promise<void> | undefined

  async function drain() {
    for (let job = next(); job; job = next()) {
      try {
        job.resolve((await patiently(job.run, patience)) as never)
      } catch (error) {
        job.reject(error)
      }
      // A turn of the event loop between writes, so that requests are never starved by a backlog.
      await new Promise(setImmediate)
    }
    running = undefined
  }

  const next = () => waiting.urgent.shift() ?? waiting.background.shift()

  return {
    add(urgency, begin) {
      return new Promise((resolve, reject) => {
        waiting[urgency].push({ run: begin, resolve, reject })
        running ??= drain()
      })
    },
    idle: async () => running,
  }
}

async function patiently<T>(run: () => Promise<T>, patience: number): Promise<T> {
  const until = Date.now() + patience
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (!isBusy(error)) throw error
      if (Date.now() > until) throw new DatabaseBusy('The database is locked by another process.', { cause: error })
      await pause()
    }
  }
}
