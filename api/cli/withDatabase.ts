import { type Database, openDatabase } from '../../db/open.ts'
import type { Config } from '../context/config.ts'
import type { Context } from '../context/context.ts'
import { readKeys } from '../context/keys.ts'
import { newestVersion } from '../events/commit.ts'
import type { Terminal } from './terminal.ts'

/** Runs `work` as the system itself, on the configured database, without a server. */
export async function withDatabase<T>(
  config: Config,
  terminal: Terminal,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const db = await openDatabase(config.databaseUrl, { authToken: config.databaseAuthToken })
  try {
    return await work(await systemContext(config, db, terminal))
  } finally {
    await db.close()
  }
}

/** A context in which nothing listens: a server that runs beside us sees by itself what we leave behind. */
async function systemContext(config: Config, db: Database, terminal: Terminal): Promise<Context> {
  const version = await newestVersion(db.read)
  const complain = (_fields: object, message: string) => terminal.complain(message)
  return {
    db,
    config,
    keys: readKeys(config),
    now: () => new Date(),
    actor: { kind: 'system' },
    log: { info: () => {}, warn: complain, error: complain },
    version: () => version,
    wake: () => {},
  }
}
