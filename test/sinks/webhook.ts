import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Posted = { path: string; headers: IncomingHttpHeaders; body: string; at: number }

/** What a receiver does with a request; without an answer it takes it and says nothing. */
export type Receiver = Awaited<ReturnType<typeof webhookSink>>
type Answer = (posted: Posted, response: ServerResponse) => unknown

const accept: Answer = (_, response) => response.writeHead(204).end()

/**
 * A real receiver on loopback.
 * @param options.tls listens with this certificate
 * @param options.host another address of loopback
 */
export async function webhookSink(options: { answer?: Answer; tls?: Certificate; host?: string } = {}) {
  const received: Posted[] = []
  const sockets = new Set<Socket>()
  const state = { answer: options.answer ?? accept, connections: 0, open: 0, mostOpen: 0 }
  const listener: Parameters<typeof createServer>[1] = async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const posted = {
      path: request.url ?? '',
      headers: request.headers,
      body: String(Buffer.concat(parts)),
      at: Date.now(),
    }
    received.push(posted)
    state.open++
    state.mostOpen = Math.max(state.mostOpen, state.open)
    response.once('close', () => state.open--)
    state.answer(posted, response)
  }
  const server = options.tls ? createSecureServer(options.tls, listener) : createServer(listener)
  server.on('connection', (socket: Socket) => {
    state.connections++
    sockets.add(socket.on('error', () => {}).once('close', () => sockets.delete(socket)))
  })
  server.on('tlsClientError', () => {})
  await once(server.listen(0, options.host ?? '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `${options.tls ? 'https' : 'http'}://${options.host ?? '127.0.0.1'}:${port}`,
    received,
    connections: () => state.connections,
    /** Requests under way at once, at most. */
    mostOpen: () => state.mostOpen,
    answer: (next: Answer) => {
      state.answer = next
    },
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Listens on loopback, IPv4 and where there is one IPv6, and counts whoever knocks. */
export async function trap() {
  let knocks = 0
  const four = createTcpServer((socket) => {
    knocks++
    socket.on('error', () => {}).destroy()
  })
  await once(four.listen(0, '127.0.0.1'), 'listening')
  const { port } = four.address() as AddressInfo
  const six = createTcpServer((socket) => {
    knocks++
    socket.on('error', () => {}).destroy()
  })
  six.on('error', () => {})
  six.listen(port, '::1')
  return {
    port,
    knocks: () => knocks,
    close: () => {
      four.close()
      six.close()
    },
  }
}

export type Certificate = { key: string; cert: string }

/** A certificate for a name, signed by itself; undefined where there is no openssl. */
export function certificateFor(name: string): Certificate | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'candor-cert-'))
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')]
  const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${name}`
  try {
    const more = ['-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert]
    execFileSync('openssl', [...made.split(' '), ...more], { stdio: 'ignore' })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } catch {
    return undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
