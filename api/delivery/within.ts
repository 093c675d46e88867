import { setTimeout as sleep } from 'node:timers/promises'

/** Whether the work was done within so many milliseconds; it goes on either way. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const late = new AbortController()
  const done = await Promise.race([work.then(() => true), sleep(ms, false, { signal: late.signal }).catch(() => false)])
  late.abort()
  return done
}
