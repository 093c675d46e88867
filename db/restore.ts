import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { refuseUnsound, syncToDisk } from './backup.ts'
import { isBusy } from './busy.ts'
import { StartProblem } from './health.ts'
import { lockBeside, takeLock } from './lock.ts'
import { appliedUpTo, migrationsFolder } from './migrate.ts'

export type Restored = {
  /** Where the database that stood there before is kept; undefined when there was none. */
  kept: string | undefined
}

/**
 * Puts a backup in the place of a database. All is made ready in a copy beside it; only then the two change places.
 * @param settle writes into the copy what has to be written before anybody serves it
 * @throws StartProblem with one sentence; then everything stands as before
 */
export async function restore(
  { backup, database, now }: { backup: string; database: string; now: Date },
  settle: (copy: string) => Promise<void>,
): Promise<Restored> {
  const from = resolve(backup)
  refuseWrongFile(from, database)
  mkdirSync(dirname(database), { recursive: true })
  const lock = await takeLock(lockBeside(database))
  if (!lock) throw new StartProblem(`A server is running on ${database}. Stop it first, then restore.`)
  const copy = `${database}.restoring`
  try {
    await makeOneFile(database)
    copyWith(from, copy)
    await refuseForeign(copy, from)
    await skipLostIds(copy, now)
    await settle(copy)
    await foldIn(copy)
    return { kept: await changePlaces(copy, database, now) }
  } finally {
    removeWith(copy)
    await lock.release()
  }
}

function refuseWrongFile(from: string, database: string) {
  if (!existsSync(from)) throw new StartProblem(`There is no file ${from}.`)
  if (!statSync(from).isFile()) throw new StartProblem(`${from} is not a file.`)
  if (from === resolve(database)) throw new StartProblem(`${from} is the database itself, not a backup of it.`)
}

/** A copy of a database that was in use has its newest rows in a file beside it. */
function copyWith(from: string, to: string) {
  removeWith(to)
  copyFileSync(from, to)
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`)
}

function removeWith(path: string) {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${end}`, { force: true })
}

async function refuseForeign(copy: string, from: string) {
  await refuseUnsound(copy, `The backup ${from} is damaged, and was not restored`)
  const client = createClient({ url: `file:${copy}`, timeout: 0 })
  try {
    const own = "('page', 'events', 'deliveries', 'fan_outs', '__drizzle_migrations')"
    const tables = await client.execute(`select count(*) from sqlite_master where type = 'table' and name in ${own}`)
    if (tables.rows[0]?.[0] !== 5) throw new StartProblem(`${from} is a database, but not one of Candor's.`)
    const newest = readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis ?? 0
    if ((await appliedUpTo(client)) > newest)
      throw new StartProblem(`The backup ${from} was made by a newer version of Candor. Restore it with that version.`)
  } finally {
    client.close()
  }
}

async function foldIn(copy: string) {
  const client = createClient({ url: `file:${copy}`, timeout: 0 })
  await client.execute('pragma wal_checkpoint(truncate)').finally(() => client.close())
}

/**
 * What came after the backup is lost, but mails that name its ids are out there: a Message-ID or a link in one must not
 * come to mean something else. So counting goes on from the time of day, which no counter had reached.
 */
async function skipLostIds(copy: string, now: Date) {
  const client = createClient({ url: `file:${copy}`, timeout: 0 })
  const raise = 'update sqlite_sequence set seq = max(seq, ?) where name = ?'
  const begin =
    'insert into sqlite_sequence (seq, name) select ?, ? where not exists (select 1 from sqlite_sequence where name = ?)'
  try {
    for (const table of ['events', 'subscribers']) {
      await client.execute({ sql: raise, args: [now.getTime(), table] })
      await client.execute({ sql: begin, args: [now.getTime(), table, table] })
    }
  } finally {
    client.close()
  }
}

/** The old one keeps a name of its own all the time; what belongs to it moves away first, lest it be read into the new one. */
async function changePlaces(copy: string, database: string, now: Date): Promise<string | undefined> {
  syncToDisk(copy)
  if (!existsSync(database)) {
    removeWith(database)
    renameSync(copy, database)
    syncToDisk(dirname(database))
    return undefined
  }
  await makeOneFile(database)
  const kept = freeName(`${database}.before-restore-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`)
  for (const end of ['-wal', '-shm']) if (existsSync(database + end)) renameSync(database + end, kept + end)
  keepUnder(database, kept)
  renameSync(copy, database)
  syncToDisk(dirname(database))
  return kept
}

/**
 * Folds what stands beside a database into it: one file is easier to keep than three. Needs it for itself, and so notices
 * whoever else has it open. A damaged one is left as it is: damage is why people restore.
 */
async function makeOneFile(database: string) {
  if (!existsSync(database)) return
  let client: Client | undefined
  try {
    client = createClient({ url: `file:${database}`, timeout: 0 })
    await client.execute('pragma journal_mode = delete')
  } catch (error) {
    if (isBusy(error)) throw new StartProblem(`The database ${database} is in use. Stop what uses it, then restore.`)
  } finally {
    client?.close()
  }
}

/** A second name for the same file; where a file system has none, the first is taken away for a moment. */
function keepUnder(database: string, kept: string) {
  try {
    linkSync(database, kept)
  } catch {
    renameSync(database, kept)
  }
}

function freeName(name: string): string {
  let free = name
  for (let n = 2; existsSync(free); n++) free = `${name}-${n}`
  return free
}
