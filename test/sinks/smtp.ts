import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export type Received = { from: string; to: string[]; raw: string; at: number }

/** What a server may do to us; each is asked anew for every mail. */
export type Manners = {
  /** "550 5.1.1 Nobody here", or nothing to accept. */
  rcpt?(address: string): string | undefined
  data?(address: string): string | undefined
  /** Accepts the mail and hangs up instead of saying so. */
  loseAnswer?(address: string): boolean
  /** Milliseconds before the answer. */
  delay?: number
  /** Is waited for before the mail counts as received. */
  hold?(): Promise<void>
}

export type Sink = Awaited<ReturnType<typeof smtpSink>>

/** A door before a mail server: whoever comes waits until it was opened for so many. */
export function door() {
  let open = 0
  const waiting: (() => void)[] = []
  const move = () => {
    while (open > 0 && waiting.length > 0) {
      open--
      waiting.shift()?.()
    }
  }
  return {
    /** @param n how many more may pass */
    open(n = Number.POSITIVE_INFINITY) {
      open += n
      move()
    },
    pass: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve)
        move()
      }),
  }
}

/** A real mail server on loopback that accepts everything, unless its manners say otherwise. */
export async function smtpSink(manners: Manners = {}, port = 0) {
  const received: Received[] = []
  let connections = 0
  let open = 0
  let mostOpen = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onConnect(_session, done) {
      connections++
      mostOpen = Math.max(mostOpen, ++open)
      done()
    },
    onClose: () => void open--,
    onRcptTo: (address, _session, done) => done(refusal(manners.rcpt?.(address.address))),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        await manners.hold?.()
        const refused = refusal(manners.data?.(to[0] ?? ''))
        if (!refused)
          received.push({
            from: senderOf(session.envelope.mailFrom),
            to,
            raw: String(Buffer.concat(chunks)),
            at: Date.now(),
          })
        if (manners.delay) await sleep(manners.delay)
        if (manners.loseAnswer?.(to[0] ?? '')) return hangUp(server, session.id)
        return done(refused)
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const at = (server.server.address() as AddressInfo).port
  return {
    url: `smtp://127.0.0.1:${at}`,
    port: at,
    received,
    connections: () => connections,
    mostOpen: () => mostOpen,
    /** The mails for an address, taken apart. */
    read: (address: string): Promise<Email[]> =>
      Promise.all(received.filter(({ to }) => to.includes(address)).map(({ raw }) => PostalMime.parse(raw))),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function refusal(answer: string | undefined): Error | null {
  if (!answer) return null
  return Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) })
}

function senderOf(from: { address: string } | false): string {
  return from ? from.address : ''
}

function hangUp(server: SMTPServer, id: string) {
  for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>)
    if (connection.id === id) connection._socket.destroy()
}
