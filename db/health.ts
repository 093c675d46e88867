import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import type { Client } from '@libsql/client'
import { codeOf, isBusy, pause } from './busy.ts'

/** The product cannot start; the message is the one line to print. */
export class StartProblem extends Error {
  override name = 'StartProblem'
}

const restore = 'Restore a backup with: npm run candor -- restore FILE'

/** Opens the client and makes sure that what stands there is a whole database; journal and foreign keys are set here. */
export async function checkHealth(url: string, file: string | undefined, open: () => Client): Promise<Client> {
  if (file) refuseForeignFile(file)
  const client = openOrRefuse(url, open)
  try {
    if (file) {
      await patiently(() => client.execute('pragma journal_mode = wal'))
      const answer = await patiently(() => client.execute('pragma quick_check(1)'))
      if (answer.rows[0]?.[0] !== 'ok' || (await lostItsTables(client, file)))
        throw new StartProblem(`The database ${file} is damaged. ${restore}`)
    } else await client.execute('select 1')
    return client
  } catch (error) {
    client.close()
    if (error instanceof StartProblem) throw error
    if (/CORRUPT|NOTADB/.test(codeOf(error))) throw new StartProblem(`The database ${file} is damaged. ${restore}`)
    if (file) throw new StartProblem(`The database ${file} cannot be used: ${reason(error)}`)
    throw new StartProblem(`The libSQL server of DATABASE_URL does not answer: ${reason(error)}`)
  }
}

/** The lock is first taken when the tables are there, so a lock beside a file without tables tells of a loss. */
async function lostItsTables(client: Client, file: string): Promise<boolean> {
  if (!existsSync(`${file}.lock`)) return false
  const tables = await patiently(() => client.execute("select 1 from sqlite_master where type = 'table' limit 1"))
  return tables.rows.length === 0
}

function openOrRefuse(url: string, open: () => Client): Client {
  try {
    return open()
  } catch (error) {
    if (/CORRUPT|NOTADB/.test(codeOf(error)))
      throw new StartProblem(`The database of DATABASE_URL is damaged. ${restore}`)
    throw new StartProblem(`DATABASE_URL cannot be opened (${url.replace(/\/\/[^@/]*@/, '//…@')}): ${reason(error)}`)
  }
}

/** A zero-byte or foreign file would be silently turned into a fresh database: an outage must not look like a new start. */
function refuseForeignFile(file: string) {
  if (!existsSync(file)) return
  if (statSync(file).isDirectory()) throw new StartProblem(`DATABASE_URL names a directory (${file}), not a file.`)
  const head = Buffer.alloc(16)
  const handle = openSync(file, 'r')
  const read = readSync(handle, head, 0, 16, 0)
  closeSync(handle)
  // Empty and never in use: a start a moment ago, or somebody's `touch`. Empty but in use once: truncated.
  if (read === 0 && !existsSync(`${file}.lock`)) return
  if (read < 16 || head.toString('latin1') !== 'SQLite format 3\0')
    throw new StartProblem(`The file ${file} is not a database, or is damaged. ${restore}`)
}

async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await call()
    } catch (error) {
      if (!isBusy(error) || tries > 100) throw error
      await pause()
    }
  }
}

function reason(error: unknown): string {
  let deepest = error
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause
  return deepest instanceof Error ? (deepest.message.split('\n')[0] ?? 'unknown') : String(deepest)
}
