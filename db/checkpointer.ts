import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { home } from './migrate.ts'

/** Starts the thread that does the database's checkpoints. It is no bundled module: a thread begins with a file of its own. */
export function startCheckpointer(file: string): { stop(): Promise<void> } {
  const worker = new Worker(join(home, 'db/checkpoint.mjs'), { workerData: { file } })
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  // Without it the log is copied back at the next start; nothing is lost, so nothing stops here.
  worker.on('error', () => {})
  worker.unref()
  return {
    async stop() {
      worker.postMessage('stop')
      const late = setTimeout(() => void worker.terminate(), 2000)
      await gone
      clearTimeout(late)
    },
  }
}
