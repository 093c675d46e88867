import type { Client } from '@libsql/client'
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql'
import { isBusy } from './busy.ts'
import * as schema from './schema.ts'

type Orm = LibSQLDatabase<typeof schema>
type Tx = Parameters<Parameters<Orm['transaction']>[0]>[0]

export type Writer = { run<T>(work: (tx: Tx) => Promise<T>): Promise<T>; close(): void }

/**
 * Write transactions on a connection of their own. After SQLITE_BUSY that connection is thrown away: the driver leaves
 * the refused statement unfinished, and every later COMMIT beside it fails with "SQL statements in progress".
 */
export function newWriter(open: () => Client): Writer {
  let client: Client | undefined
  let orm: Orm | undefined

  function connect(): Orm {
    client ??= open()
    orm ??= drizzle(client, { schema })
    return orm
  }
  function close() {
    client?.close()
    client = undefined
    orm = undefined
  }
  return {
    async run(work) {
      try {
        return await connect().transaction(work)
      } catch (error) {
        if (isBusy(error)) close()
        throw error
      }
    },
    close,
  }
}
