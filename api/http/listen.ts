import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { StartProblem } from '../../db/health.ts'
import type { Context } from '../context/context.ts'
import { Problem } from '../context/problems.ts'
import { limitOf } from './body.ts'
import { commonHeaders, strictPolicy } from './headers.ts'
import { problemBody, problemHeaders } from './problemBody.ts'

export type Listening = { stop(): Promise<void> }

/** How long answers under way may take to finish when we stop, in milliseconds. */
const lastMinutes = 5000

/**
 * Opens the port.
 * @throws StartProblem when it cannot be opened, with what to do about it
 */
export async function listen(ctx: Context, listener: RequestListener): Promise<Listening> {
  // Longer than a proxy keeps its connections, so that it is never we who close one that it is about to use.
  const patience = { headersTimeout: 9000, requestTimeout: 30_000, keepAliveTimeout: 75_000 }
  const server = createServer({ ...patience, connectionsCheckingInterval: 500 }, listener)
  server.on('clientError', (error, socket) => refuse(ctx, error, socket as Socket))
  server.on('checkContinue', (request, response) => {
    if (Number(request.headers['content-length'] ?? 0) <= limitOf(request.url)) response.writeContinue()
    listener(request, response)
  })
  await bound(server, ctx.config)
  return { stop: () => close(server) }
}

function bound(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, port, host)))
    server.listen(port, host, resolve)
  })
}

function explained(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE')
    return new StartProblem(`Port ${port} on ${host} is in use. Stop what uses it, or set PORT to another.`)
  if (error.code === 'EACCES') return new StartProblem(`Port ${port} is not ours to open: set PORT to one above 1023.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new StartProblem(`This machine has no address "${host}": set HOST to one it has.`)
  return error
}

/** What never became a request: nobody else can answer it. */
function refuse(ctx: Context, error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const problem = new Problem('malformed', 'malformed', sentences[error.code ?? ''] ?? 'This is not an HTTP request.')
  const status = statuses[error.code ?? ''] ?? 400
  const body = Buffer.from(JSON.stringify({ ...problemBody(ctx.log, problem), status }))
  const headers = [
    ...Object.entries(problemHeaders(problem)),
    ...commonHeaders(ctx.config),
    ['Content-Security-Policy', strictPolicy],
    ['Content-Length', String(body.length)],
    ['Connection', 'close'],
  ]
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 ${status} Refused\r\n${head}\r\n${body}`)
}

const statuses: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }
const sentences: Record<string, string> = {
  HPE_HEADER_OVERFLOW: 'The headers are too large.',
  ERR_HTTP_REQUEST_TIMEOUT: 'The request took too long to arrive.',
}

/** Answers under way are finished; connections that wait for nothing are closed at once. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), lastMinutes)
  await closed
  clearTimeout(late)
}
