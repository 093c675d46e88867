// A mail server in a process of its own: node test/sinks/smtpProcess.ts PORT LOG [DELAY_MS]
// Writes a line per accepted recipient (time, recipient, Message-ID) before it says 250, and prints its port when it listens.
import { openSync, writeSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

const [port = '0', path = '/dev/null', delay = '0'] = process.argv.slice(2)
const log = openSync(path, 'a')

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData(stream, session, done) {
    let head = ''
    stream.on('data', (chunk: Buffer) => {
      if (!head.includes('\r\n\r\n')) head += chunk.toString('latin1')
    })
    stream.on('end', () => {
      const id = /^message-id:\s*(<[^>]*>)/im.exec(head)?.[1] ?? ''
      for (const { address } of session.envelope.rcptTo) writeSync(log, `${Date.now()}\t${address}\t${id}\n`)
      setTimeout(done, Number(delay))
    })
  },
})
server.on('error', () => {})
server.listen(Number(port), '127.0.0.1', () => console.log((server.server.address() as AddressInfo).port))
