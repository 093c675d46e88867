import { existsSync } from 'node:fs'
import { StartProblem } from '../db/health.ts'
import { type Lock, lockBeside, takeLock } from '../db/lock.ts'
import { openDatabase } from '../db/open.ts'
import { readConfig } from './context/config.ts'
import type { Context } from './context/context.ts'
import { readKeys } from './context/keys.ts'
import { type OwnLog, openLog } from './context/log.ts'
import { type Mailbox, newMailbox } from './delivery/mailbox.ts'
import { newestVersion } from './events/commit.ts'

/** The handles of this process. Everything else gets them from here, as `ctx`. */
export type House = {
  ctx: Context
  log: OwnLog
  /** Nobody else serves this database, so what a dead process left behind is ours to take up. */
  alone: boolean
  /** The demo's mail server; elsewhere there is none. */
  mailbox: Mailbox | undefined
  /** Notes the newest public version that this process has seen. */
  see(version: number): void
  /** Has a listener called after every commit of this process. */
  onWake(listener: () => void): void
  close(): Promise<void>
}

/**
 * Opens what a server needs before anything runs.
 * @throws StartProblem with one line that says what to do
 */
export async function open(env: Record<string, string | undefined>): Promise<House> {
  const config = readConfig(env)
  const log = openLog(config)
  const db = await openDatabase(config.databaseUrl, { authToken: config.databaseAuthToken, serving: true })
  // Not before the database: the key lies beside it, in a folder that may just have been made.
  const keys = readKeys(config)
  const lock = await lockOf(db.file)
  const watch = watchLock(db.file, lock)
  const listeners = new Set<() => void>()
  let version = await newestVersion(db.read)
  const ctx: Context = {
    db,
    config,
    keys,
    log,
    now: () => new Date(),
    actor: { kind: 'stranger' },
    version: () => version,
    wake() {
      for (const listener of listeners) listener()
    },
  }
  return {
    ctx,
    log,
    alone: lock !== undefined,
    mailbox: config.demo ? newMailbox() : undefined,
    see(seen) {
      version = seen
    },
    onWake: (listener) => void listeners.add(listener),
    async close() {
      listeners.clear()
      await db.close()
      await watch.stop()
      log.flush()
    },
  }
}

/** A libSQL server has no file to lock: whoever uses it may have company. */
async function lockOf(file: string | undefined) {
  if (!file) return undefined
  const lock = await takeLock(lockBeside(file))
  if (!lock && existsSync(`${file}.restoring`))
    throw new StartProblem('A backup is being restored. Start again when that is done.')
  return lock
}

/** A peer takes the lock over when its holder ends, so that a restore never starts beside a server. */
function watchLock(file: string | undefined, first: Lock | undefined) {
  let lock = first
  let looking: Promise<void> | undefined
  const look = async () => {
    if (file && !lock) lock = await takeLock(lockBeside(file)).catch(() => undefined)
  }
  const timer = setInterval(() => (looking = look()), 2000)
  return {
    async stop() {
      clearInterval(timer)
      await looking
      await lock?.release()
    },
  }
}

/** The one instance: importing this module opens the database, so the command line does not. */
export const house = await open(process.env)
