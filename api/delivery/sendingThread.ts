import { Worker } from 'node:worker_threads'
import type { Config } from '../context/config.ts'
import type { Outcome } from './channel.ts'
import type { Mail, Transport } from './email.ts'
import { leaseTime } from './lease.ts'
import type { Template } from './mime.ts'
import type { Parcel } from './smtp.ts'
import { within } from './within.ts'

export type SenderConfig = Pick<Config, 'smtpUrl' | 'mailConnections' | 'mailRate' | 'dkim'>

/** What the thread is told. */
export type Handed =
  | { templates: [number, Template][]; forget: number[]; mails: [number, number, Omit<Parcel, 'template'>][] }
  | { close: boolean }

type Batch = Exclude<Handed, { close: boolean }>

/** Templates that the thread keeps; of each event and language there is a new one every second. */
const kept = 32

/** So many more than there are connections are handed over, so that none waits for the serving thread. */
const ahead = 10

/**
 * Sends from a thread of its own. When that thread dies, what it had is down, and a new one is started for what comes.
 * @param file where the thread begins: `sender.ts`, or what was built of it
 * @param failed hears why it died
 */
export function startSendingThread(config: SenderConfig, file: string, failed: (error: Error) => void): Transport {
  const underWay = new Map<number, (outcome: Outcome) => void>()
  let count = 0
  let thread: Thread | undefined = started()

  function started(): Thread {
    const { smtpUrl, mailConnections, mailRate, dkim } = config
    const worker = new Worker(file, { workerData: { smtpUrl, mailConnections, mailRate, dkim } })
    const own = openThread(worker)
    worker.unref()
    worker.on('message', (answers: [number, Outcome][]) => {
      for (const [number, outcome] of answers) {
        underWay.get(number)?.(outcome)
        underWay.delete(number)
      }
    })
    worker.on('error', failed)
    worker.once('exit', () => {
      if (thread === own) thread = undefined
      for (const settle of underWay.values()) settle({ kind: 'down', answer: 'the thread that sends mail ended' })
      underWay.clear()
    })
    return own
  }

  return {
    connections: config.mailConnections,
    takes: config.mailConnections + ahead,
    send(mail) {
      thread ??= started()
      const number = ++count
      thread.hand(number, mail)
      return new Promise((settle) => underWay.set(number, settle))
    },
    close: async (force) => thread?.close(force),
  }
}

type Thread = { hand(number: number, mail: Mail): void; close(force: boolean): Promise<void> }

function openThread(worker: Worker): Thread {
  const known = new Map<Template, number>()
  let batch: Batch = { templates: [], forget: [], mails: [] }
  let count = 0

  function idOf(template: Template): number {
    const own = known.get(template)
    if (own !== undefined) return own
    const id = ++count
    known.set(template, id)
    batch.templates.push([id, template])
    const [oldest] = known
    if (oldest && known.size > kept) {
      known.delete(oldest[0])
      batch.forget.push(oldest[1])
    }
    return id
  }

  function post() {
    worker.postMessage(batch)
    batch = { templates: [], forget: [], mails: [] }
  }

  return {
    hand(number, { returnPath, to, template, values }) {
      // What is handed over at one turn goes in one message.
      if (batch.mails.length === 0) setImmediate(post)
      batch.mails.push([number, idOf(template), { returnPath, to, values, until: Date.now() + leaseTime }])
    },
    async close(force) {
      const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
      worker.postMessage({ close: force })
      await within(2000, gone)
      await worker.terminate()
    },
  }
}
