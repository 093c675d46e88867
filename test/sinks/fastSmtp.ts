// A mail server that costs next to nothing, in a process of its own: node test/sinks/fastSmtp.ts PORT [LOG] [DELAY_MS]
// It says 250 to everything. With a log it writes a line per accepted recipient (time, recipient, Message-ID) before it
// says so. Prints its port when it listens, and on SIGUSR2 how many it accepted.
import { openSync, writeSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'

const [port = '0', path = '', delay = '0'] = process.argv.slice(2)
const log = path ? openSync(path, 'a') : undefined
const end = Buffer.from('\r\n.\r\n')
const counted = { mails: 0 }

const answers: Record<string, string> = {
  EHLO: '250-fast.example\r\n250-8BITMIME\r\n250 SIZE 52428800\r\n',
  HELO: '250 fast.example\r\n',
  DATA: '354 go\r\n',
  QUIT: '221 bye\r\n',
}

function serve(socket: Socket) {
  let kept: Buffer = Buffer.alloc(0)
  let recipients: string[] = []
  let inData = false
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.write('220 fast.example ESMTP\r\n')
  socket.on('data', (chunk: Buffer) => {
    kept = kept.length > 0 ? Buffer.concat([kept, chunk]) : chunk
    for (;;) {
      const at = inData ? kept.indexOf(end) : kept.indexOf('\r\n')
      if (at < 0) return
      const piece = kept.subarray(0, at)
      kept = kept.subarray(at + (inData ? 5 : 2))
      if (inData) accept(piece)
      else command(piece.toString('latin1'))
    }
  })

  function command(line: string) {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'RCPT') recipients.push(line.slice(line.indexOf('<') + 1, line.indexOf('>')))
    inData = verb === 'DATA'
    socket.write(answers[verb] ?? '250 ok\r\n')
    if (verb === 'QUIT') socket.end()
  }

  function accept(mail: Buffer) {
    inData = false
    counted.mails++
    if (log !== undefined) {
      const head = mail.toString('latin1', 0, Math.max(0, mail.indexOf('\r\n\r\n')) + 2)
      const id = /^message-id:\s*(<[^>]*>)/im.exec(head)?.[1] ?? ''
      for (const recipient of recipients) writeSync(log, `${Date.now()}\t${recipient}\t${id}\n`)
    }
    recipients = []
    if (delay === '0') socket.write('250 2.0.0 accepted\r\n')
    else setTimeout(() => socket.write('250 2.0.0 accepted\r\n'), Number(delay))
  }
}

const server = createServer(serve)
server.listen(Number(port), '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
process.on('SIGUSR2', () => console.log(counted.mails))
