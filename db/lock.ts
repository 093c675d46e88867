import { createClient, type Transaction } from '@libsql/client'
import { isBusy } from './busy.ts'
import { StartProblem } from './health.ts'

export type Lock = { release(): Promise<void> }

/** The lock file beside a database. */
export function lockBeside(file: string): string {
  return `${file}.lock`
}

/**
 * Takes a lock that the operating system gives back when its holder dies, `kill -9` included: a write transaction that stays open.
 * @param path of a file that is for this lock alone
 * @returns undefined when somebody else holds it
 * @throws StartProblem when the file cannot be made or is something else
 */
export async function takeLock(path: string): Promise<Lock | undefined> {
  let client: ReturnType<typeof createClient> | undefined
  try {
    client = createClient({ url: `file:${path}`, timeout: 0 })
    const held = await client.transaction('write')
    return lockOf(client, held)
  } catch (error) {
    client?.close()
    if (isBusy(error)) return undefined
    throw new StartProblem(`The lock file ${path} cannot be used: ${error instanceof Error ? error.message : error}`)
  }
}

function lockOf(client: ReturnType<typeof createClient>, held: Transaction): Lock {
  return {
    async release() {
      held.close()
      client.close()
    },
  }
}
