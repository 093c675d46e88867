import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** What a mail server may do to us. `tries` counts from 1, for each address anew whenever it changes its manners. */
export type Manners = {
  /** Its first words, without the line end; `undefined` never comes: it takes the connection and is silent. */
  greet?(): string | undefined
  /** So many connections at once; the next one hears 421 and is closed. */
  mostOpen?: number
  /** Milliseconds before each of its answers. */
  pause?: number
  /** Each answer in several lines. */
  wordy?: boolean
  /** Its answer to RCPT when it is not 250. */
  rcpt?(address: string, tries: number): string | undefined
  /** Its answer to DATA when it is not 354; after a 421 it hangs up. */
  data?(address: string, tries: number): string | undefined
  /** Hangs up when so many bytes of the mail have come. */
  cutAfter?(address: string, tries: number): number | undefined
  /** What it does with a whole mail: accepts, accepts and hangs up without saying so, never answers, or says something else. */
  end?(address: string, tries: number): 'accept' | 'lose' | 'hang' | string
}

export type Accepted = { to: string; id: string; subject: string; whole: boolean; at: number }
export type Hostile = Awaited<ReturnType<typeof hostileServer>>

/** A mail server on loopback that really misbehaves, as its manners say. What it accepted stands in its log. */
export async function hostileServer(manners: Manners = {}) {
  const accepted: Accepted[] = []
  const tries = new Map<string, number>()
  const sockets = new Set<Socket>()
  const seen = { connections: 0, mostOpen: 0, refused: 0 }
  let current = manners
  let server: Server | undefined
  let port = 0

  const serve = (socket: Socket) => {
    seen.connections++
    sockets.add(socket)
    seen.mostOpen = Math.max(seen.mostOpen, sockets.size)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    if (current.mostOpen !== undefined && sockets.size > current.mostOpen) {
      seen.refused++
      return void socket.end('421 4.7.0 Too many connections\r\n')
    }
    converse(
      socket,
      () => current,
      tries,
      (one) => accepted.push(one),
    )
  }
  async function up() {
    server = createServer(serve).listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  async function down() {
    const closed = server && once(server, 'close')
    server?.close()
    server = undefined
    for (const socket of sockets) socket.destroy()
    await closed
  }

  await up()
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    accepted,
    seen,
    open: () => sockets.size,
    /** Hangs up on everybody, and goes on. */
    hangUp: () => {
      for (const socket of sockets) socket.destroy()
    },
    /** From now on it behaves like this. */
    behave(next: Manners) {
      current = next
      tries.clear()
    },
    /** Nothing listens any more; and again. */
    down,
    up,
    close: down,
  }
}

function converse(
  socket: Socket,
  manners: () => Manners,
  tries: Map<string, number>,
  accept: (accepted: Accepted) => void,
) {
  let to = ''
  let nth = 0
  /** The mail under way, while there is one. */
  let mail: string | undefined
  let unread = ''
  // One answer after the other, each after its pause.
  let queue = Promise.resolve()
  const hangUp = () => socket.destroy()
  const say = (answer: string, then = () => {}) => {
    queue = queue.then(async () => {
      const { pause, wordy } = manners()
      if (pause) await new Promise((resolve) => setTimeout(resolve, pause))
      if (!socket.destroyed) socket.write(`${wordy ? inLines(answer) : answer}\r\n`)
      then()
    })
  }
  const greeting = (manners().greet ?? (() => '220 sink.example ESMTP'))()
  if (greeting !== undefined) say(greeting)

  socket.on('data', (chunk) => {
    unread += chunk.toString('latin1')
    for (;;) {
      if (mail !== undefined ? !readMail() : !readLine()) return
    }
  })

  function readLine(): boolean {
    const end = unread.indexOf('\r\n')
    if (end < 0) return false
    const line = unread.slice(0, end)
    unread = unread.slice(end + 2)
    obey(line)
    return true
  }

  function obey(line: string) {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO') return say('250-sink.example\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES')
    if (verb === 'HELO' || verb === 'MAIL' || verb === 'NOOP' || verb === 'RSET') return say('250 2.0.0 Ok')
    if (verb === 'QUIT') return say('221 2.0.0 Bye', () => socket.end())
    if (verb === 'RCPT') return rcpt(/<([^>]*)>/.exec(line)?.[1] ?? '')
    if (verb !== 'DATA') return say('502 5.5.1 What?')
    const refusal = manners().data?.(to, nth)
    if (refusal) return say(refusal, refusal.startsWith('421') ? () => socket.end() : undefined)
    mail = ''
    return say('354 Go on')
  }

  function rcpt(address: string) {
    to = address
    nth = (tries.get(to) ?? 0) + 1
    tries.set(to, nth)
    say(manners().rcpt?.(to, nth) ?? '250 2.1.5 Ok')
  }

  function readMail(): boolean {
    mail += unread
    unread = ''
    const text = mail ?? ''
    const cut = manners().cutAfter?.(to, nth)
    if (cut !== undefined && text.length >= cut) {
      hangUp()
      return false
    }
    const end = text.indexOf('\r\n.\r\n')
    if (end < 0) return false
    unread = text.slice(end + 5)
    mail = undefined
    finish(text.slice(0, end))
    return true
  }

  function finish(text: string) {
    const fate = manners().end?.(to, nth) ?? 'accept'
    if (fate === 'hang') return
    if (fate !== 'accept' && fate !== 'lose') return say(fate)
    const head = text.slice(0, text.indexOf('\r\n\r\n'))
    const header = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''
    accept({ to, id: header('Message-ID'), subject: header('Subject'), whole: isWhole(head, text), at: Date.now() })
    if (fate === 'lose') return hangUp()
    return say('250 2.0.0 Ok: queued')
  }
}

/** Whether the last part of the mail is closed: nothing was cut off. */
function isWhole(head: string, text: string): boolean {
  const boundary = /boundary="?([^";\r\n]+)/i.exec(head)?.[1]
  return boundary !== undefined && text.trimEnd().endsWith(`--${boundary}--`)
}

/** The same code in three lines, as RFC 5321 allows. */
function inLines(answer: string): string {
  if (!/^\d{3} /.test(answer)) return answer
  const code = answer.slice(0, 3)
  return `${code}-First of all\r\n${code}-and furthermore\r\n${answer}`
}
