// Copies the write-ahead log back into the database, in a thread of its own. Left to SQLite, the copying and its fsync
// happen inside some COMMIT, and there the serving thread waits for the disk.
import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { createClient } from '@libsql/client'

const { file } = workerData
const megabyte = 1024 * 1024
const client = createClient({ url: `file:${file}`, timeout: 0 })
const timer = setInterval(look, 200)
let running = false

parentPort.once('message', () => {
  clearInterval(timer)
  client.close()
  parentPort.close()
})

async function look() {
  const bytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (running || bytes < 2 * megabyte) return
  running = true
  // Passive waits for nobody. Under a load that never pauses the log only grows; then the next writer is made to begin it anew.
  const mode = bytes > 64 * megabyte ? 'restart' : 'passive'
  await client.execute(`pragma wal_checkpoint(${mode})`).catch(() => {})
  running = false
}
