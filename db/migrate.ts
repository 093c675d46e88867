import { join } from 'node:path'
import type { Client } from '@libsql/client'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { migrate as apply } from 'drizzle-orm/libsql/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { pause } from './busy.ts'
import { StartProblem } from './health.ts'

/** The folder of the product itself. */
export const home = process.env.CANDOR_HOME ?? process.cwd()
export const migrationsFolder = join(home, 'db/migrations')

/** Applies what is missing; refuses a schema newer than this version knows. Two processes at once: one applies, one waits. */
export async function migrate<S extends Record<string, unknown>>(
  orm: LibSQLDatabase<S>,
  client: Client,
): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder })
  const newest = known.at(-1)?.folderMillis ?? 0
  for (let tries = 0; ; tries++) {
    const at = await appliedUpTo(client)
    if (at > newest)
      throw new StartProblem(
        'This database was written by a newer version of Candor. Start that version, or restore an older backup.',
      )
    if (at === newest) return
    try {
      await apply(orm, { migrationsFolder })
      return
    } catch (error) {
      if (tries > 100) throw error
      await pause()
      if ((await appliedUpTo(client)) === at && tries > 20) throw error
    }
  }
}

/** The time of the newest migration that this database has seen; 0 for an empty one. */
export async function appliedUpTo(client: Client): Promise<number> {
  const table = await client.execute("select 1 from sqlite_master where name = '__drizzle_migrations'")
  if (table.rows.length === 0) return 0
  const newest = await client.execute('select max(created_at) from __drizzle_migrations')
  return Number(newest.rows[0]?.[0] ?? 0)
}
