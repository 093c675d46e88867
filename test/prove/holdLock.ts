// In a process of its own: holds the database's write lock for some milliseconds.
// node holdLock.ts FILE MS
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@libsql/client'

const [file = '', ms = '4000'] = process.argv.slice(2)
const client = createClient({ url: `file:${file}`, timeout: 10_000 })
const held = await client.transaction('write')
console.log('held')
await pause(Number(ms))
await held.rollback()
client.close()
console.log('released')
