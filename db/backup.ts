import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { codeOf, isBusy, pause } from './busy.ts'
import { StartProblem } from './health.ts'

export type Backup = { file: string; bytes: number }

/**
 * Copies a database that may be in use, as it stood at one moment, checks the copy and only then gives it its name.
 * The copy holds no key: what is encrypted in it can be read with `secret.key` alone.
 * @param database path of the database
 * @param into path of a file that is not there yet
 * @throws StartProblem with one sentence; then no file of that name was made
 */
export async function backUp(database: string, into: string): Promise<Backup> {
  const file = resolve(into)
  if (!existsSync(database)) throw new StartProblem(`There is no database to back up at ${database}.`)
  if (existsSync(file))
    throw new StartProblem(`The file ${file} is there already. Choose another name; a backup is never overwritten.`)
  if (!existsSync(dirname(file))) throw new StartProblem(`There is no folder ${dirname(file)} to write the backup to.`)
  const partial = `${file}.partial`
  try {
    await copyTo(database, partial)
    await refuseUnsound(partial, `The database ${database} is damaged`)
    keepForGood(partial, file)
  } catch (error) {
    if (error instanceof StartProblem) throw error
    throw new StartProblem(whyNot(database, file, error))
  } finally {
    forget(partial)
  }
  return { file, bytes: statSync(file).size }
}

/** `vacuum into` reads one moment of the database while others go on writing; addresses are inside, hence 0600. */
async function copyTo(database: string, partial: string) {
  rmSync(partial, { force: true })
  writeFileSync(partial, '', { mode: 0o600 })
  const client = createClient({ url: `file:${database}`, timeout: 0 })
  try {
    await patiently(() => client.execute({ sql: 'vacuum into ?', args: [partial] }))
  } finally {
    client.close()
  }
  chmodSync(partial, 0o600)
}

/** @throws StartProblem that begins with `sentence` when the file is no sound database */
export async function refuseUnsound(file: string, sentence: string): Promise<void> {
  const client = createClient({ url: `file:${file}`, timeout: 0 })
  try {
    const [whole, loose] = [
      await client.execute('pragma integrity_check(3)'),
      await client.execute('pragma foreign_key_check'),
    ]
    const said = whole.rows.map((row) => String(row[0])).join(' ')
    if (said !== 'ok') throw new StartProblem(`${sentence}: ${firstLine(said)}`)
    if (loose.rows.length > 0)
      throw new StartProblem(
        `${sentence}: ${loose.rows.length} rows of ${loose.rows[0]?.[0]} refer to what is not there.`,
      )
  } catch (error) {
    if (error instanceof StartProblem) throw error
    throw new StartProblem(`${sentence}: ${reasonOf(error)}`)
  } finally {
    client.close()
  }
}

/** On the disk first, then named. A link, unlike a rename, leaves alone what took the name meanwhile; some file systems have none. */
function keepForGood(partial: string, file: string) {
  syncToDisk(partial)
  try {
    linkSync(partial, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    renameSync(partial, file)
  }
  syncToDisk(dirname(file))
}

/** What cannot be removed must not hide why there is no backup. */
function forget(partial: string) {
  try {
    rmSync(partial, { force: true })
  } catch {}
}

export function syncToDisk(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

async function patiently(call: () => ReturnType<Client['execute']>) {
  for (let tries = 0; ; tries++) {
    try {
      return await call()
    } catch (error) {
      if (!isBusy(error) || tries > 100) throw error
      await pause()
    }
  }
}

function whyNot(database: string, file: string, error: unknown): string {
  if (/CORRUPT|NOTADB/.test(codeOf(error))) return `The database ${database} is damaged; no backup was made.`
  return `The backup ${file} could not be written: ${reasonOf(error)}`
}

export function reasonOf(error: unknown): string {
  return firstLine(error instanceof Error ? error.message : String(error))
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
