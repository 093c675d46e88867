import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@libsql/client'
import type { Server } from '../server.ts'

/**
 * A process that is stopped in the middle of a write transaction keeps its lock, and nobody writes until it goes on or dies: no
 * lease helps against that. So it is let go on for a moment and stopped again.
 * @returns how often that happened
 */
export async function stopBetweenWrites(db: Client, { process }: Server): Promise<number> {
  for (let missed = 0; ; missed++) {
    process.kill('SIGSTOP')
    const free = async () =>
      db.transaction('write').then(
        (one) => one.rollback().then(() => true),
        () => false,
      )
    for (const end = Date.now() + 2000; Date.now() < end; await pause(7)) if (await free()) return missed
    process.kill('SIGCONT')
    await pause(3)
  }
}
