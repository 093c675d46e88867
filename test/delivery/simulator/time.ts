import { leaseTime } from '../../../api/delivery/lease.ts'
import { type Play, say } from './play.ts'
import { finishOps } from './process.ts'
import { renew } from './worker.ts'

/** Time passes. Who is awake does not stand before a write for seconds, and renews its leases in time. */
export async function tick(play: Play, ms: number): Promise<void> {
  const awake = play.workers.filter(({ asleep }) => !asleep)
  if (ms >= 1000) for (const worker of awake) await finishOps(play, worker)
  play.stage.clock.advance(ms)
  say(play, `+${ms} ms`)
  for (const worker of awake) {
    if (worker.renewAt > play.now() || worker.ops.has('renew')) continue
    await renew(play, worker)
    await finishOps(play, worker)
  }
}

/** Longer than a lease. */
export async function sleepOver(play: Play): Promise<void> {
  const awake = play.workers.some(({ asleep }) => !asleep)
  if (!awake) return tick(play, leaseTime + 1)
  for (let passed = 0; passed <= leaseTime; passed += 5000) await tick(play, 5000)
}
