// A thread that sends mail: fills in, signs and speaks with the mail server, so that the serving thread has its time for
// readers and the ledger. It knows no database; what it was handed and had not answered when it ended is told again.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Outcome } from './channel.ts'
import { openDkim } from './dkim.ts'
import type { Template } from './mime.ts'
import type { Handed, SenderConfig } from './sendingThread.ts'
import { type Carrier, smtpTransport } from './smtp.ts'

void start(parentPort as MessagePort, workerData)

async function start(port: MessagePort, config: SenderConfig) {
  const sign = await openDkim(config.dkim, () => new Date())
  serve(port, smtpTransport(config, sign) as Carrier)
}

function serve(port: MessagePort, carrier: Carrier) {
  const templates = new Map<number, Template>()
  let answers: [number, Outcome][] = []

  /** What came in at one turn goes back in one message. */
  function answer(number: number, outcome: Outcome) {
    answers.push([number, outcome])
    if (answers.length > 1) return
    setImmediate(() => {
      port.postMessage(answers)
      answers = []
    })
  }

  port.on('message', async (handed: Handed) => {
    if ('close' in handed) {
      await carrier.close(handed.close)
      return port.close()
    }
    for (const [id, template] of handed.templates) templates.set(id, template)
    for (const [number, id, parcel] of handed.mails)
      carrier.send({ ...parcel, template: templates.get(id) as Template }).then((outcome) => answer(number, outcome))
    for (const id of handed.forget) templates.delete(id)
  })
}
