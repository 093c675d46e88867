import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../context/problems.ts'

export type Press = ReturnType<typeof newPress>

/** Visitors who wait for something new to be rendered, at most; more are asked to come back. */
const mostAtOnce = 64

/** A rendering that takes longer (milliseconds) is given up, so that the next visitor can try again. */
const longest = 10_000

/** Makes each thing once for everybody who asks for it at the same time, and not too many at once. */
export function newPress<T>() {
  const underWay = new Map<string, Promise<T>>()
  return {
    /** @throws busy when too many are under way, or when it takes too long; whatever `make` throws */
    once(name: string, make: () => Promise<T>): Promise<T> {
      const running = underWay.get(name)
      if (running) return running
      if (underWay.size >= mostAtOnce) return Promise.reject(tooBusy())
      const work = within(longest, make()).finally(() => underWay.delete(name))
      underWay.set(name, work)
      return work
    },
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = new AbortController()
  const limit = sleep(ms, undefined, { ref: false, signal: late.signal }).then(
    () => Promise.reject(tooBusy()),
    () => new Promise<never>(() => {}),
  )
  return Promise.race([work, limit]).finally(() => late.abort())
}

const tooBusy = () =>
  new Problem('busy', 'rendering-busy', 'This page is being prepared. Please try again in a moment.', { retryAfter: 2 })
