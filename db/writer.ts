import type { Client } from '@libsql/client'
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql'
import { isBusy } from './busy.ts'
import type { Urgency } from './queue.ts'
import * as schema from './schema.ts'

type Orm = LibSQLDatabase<typeof schema>
type Tx = Parameters<Parameters<Orm['transaction']>[0]>[0]

export type Writer = { run<T>(urgency: Urgency, work: (tx: Tx) => Promise<T>): Promise<T>; close(): void }

/**
 * What a commit waits for on a file. A fact is on the disk before anybody is told that it is saved; bookkeeping in the
 * background (who has been told) survives the death of the process, and after a power cut is done again.
 */
const durability: Record<Urgency, string> = { urgent: 'full', background: 'normal' }

/**
 * Write transactions on a connection of their own. After SQLITE_BUSY that connection is thrown away: the driver leaves
 * the refused statement unfinished, and every later COMMIT beside it fails with "SQL statements in progress".
 */
export function newWriter(open: () => Client, onFile: { ownCheckpoints: boolean } | undefined): Writer {
  let connection: { client: Client; orm: Orm; durability: string } | undefined

  async function connect(urgency: Urgency): Promise<Orm> {
    connection ??= await fresh()
    if (onFile && connection.durability !== durability[urgency]) {
      await connection.client.execute(`pragma synchronous = ${durability[urgency]}`)
      connection.durability = durability[urgency]
    }
    return connection.orm
  }
  async function fresh() {
    const client = open()
    if (onFile?.ownCheckpoints) await client.execute('pragma wal_autocheckpoint = 0')
    return { client, orm: drizzle(client, { schema }), durability: '' }
  }
  function close() {
    connection?.client.close()
    connection = undefined
  }
  return {
    async run(urgency, work) {
      try {
        const orm = await connect(urgency)
        return await orm.transaction(work)
      } catch (error) {
        if (isBusy(error)) close()
        throw error
      }
    },
    close,
  }
}
