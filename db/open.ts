import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Client } from '@libsql/client'
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql'
import { startCheckpointer } from './checkpointer.ts'
import { openClient } from './client.ts'
import { checkHealth } from './health.ts'
import { migrate } from './migrate.ts'
import { guardFile } from './moved.ts'
import { type Urgency, writeQueue } from './queue.ts'
import * as schema from './schema.ts'
import { newTiming, type Timing } from './timing.ts'
import { newWriter } from './writer.ts'

export type Schema = typeof schema
/** What a read is given. */
export type Reader = Pick<
  LibSQLDatabase<Schema>,
  'select' | 'selectDistinct' | 'query' | 'all' | 'get' | 'values' | '$count'
>
/** What the work of a write transaction is given. */
export type Tx = Parameters<Parameters<LibSQLDatabase<Schema>['transaction']>[0]>[0]

export type Database = {
  read: Reader
  /** The one way to a write transaction; only `commit` and `keep` call it. */
  write<T>(urgency: Urgency, work: (tx: Tx) => Promise<T>): Promise<T>
  client: Client
  timing: Timing
  /** The path of the file, or undefined for a libSQL server. */
  file: string | undefined
  close(): Promise<void>
}

/**
 * Opens the database, refuses a damaged or newer one, and brings its tables up to date.
 * @param url `file:…`, `http(s)://…` or `libsql://…`
 * @param options.serving people wait for this process: checkpoints are made in a thread of their own
 * @throws StartProblem with one sentence that says what to do
 */
export async function openDatabase(
  url: string,
  options: { authToken?: string | undefined; serving?: boolean } = {},
): Promise<Database> {
  const file = fileOf(url)
  if (file) mkdirSync(dirname(file), { recursive: true })
  const timing = newTiming()
  const guard = guardFile(file)
  const open = (connections: number) => openClient(url, options.authToken, timing, guard, connections)
  const client = await checkHealth(url, file, () => open(20))
  const orm = drizzle(client, { schema })
  await migrate(orm, client)
  // The tables stand in the file itself from the start: a lost log must never look like a page that is new.
  if (file) await client.execute('pragma wal_checkpoint(truncate)').catch(() => {})
  guard.begin()
  const queue = writeQueue()
  const checkpointer = file && options.serving ? startCheckpointer(file) : undefined
  const writer = newWriter(() => open(1), file ? { ownCheckpoints: checkpointer !== undefined } : undefined)
  Object.assign(timing, newTiming())

  return {
    read: orm,
    write: (urgency, work) => queue.add(urgency, () => writer.run(urgency, work)),
    client,
    timing,
    file,
    async close() {
      await queue.idle()
      await checkpointer?.stop()
      writer.close()
      client.close()
    },
  }
}

/** The path behind a `file:` URL, or undefined. */
export function fileOf(url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined
  return url.startsWith('file://') ? decodeURIComponent(new URL(url).pathname) : url.slice('file:'.length)
}
