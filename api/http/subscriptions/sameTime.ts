import { setTimeout as sleep } from 'node:timers/promises'
import type { Limiter } from '../../context/limiter.ts'
import { takeAsk } from '../../subscribers/limits.ts'
import type { C } from '../env.ts'

/** No answer about an address comes sooner (milliseconds), so that its time says nothing about what was found. */
const sameTime = 150

/** Counts an ask, and answers it no sooner than any other. */
export async function inSameTime(c: C, asks: Limiter, work: () => Promise<unknown>): Promise<void> {
  takeAsk(asks, c.get('address'))
  const earliest = sleep(sameTime)
  await work()
  await earliest
}
