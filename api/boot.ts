import { createServer, type RequestListener, type Server } from 'node:http'
import { StartProblem } from '../db/health.ts'
import { readConfig } from './context/config.ts'
import { frontDoor } from './http/front.ts'

/** What is built beside us and handed over at start. */
export type Parts = {
  render: (url: URL, locals?: object) => Promise<Response>
  /** Absent in development, where another listener serves the pages. */
  handler?: RequestListener
  /** The folder of the built assets. */
  client?: string
}

export type Running = { stop(): Promise<void> }

/** Starts everything; what is started last is stopped first. */
export async function start({ handler, client }: Parts): Promise<Running> {
  const config = readConfig(process.env)
  const server = handler && (await listen(createServer(frontDoor({ pages: handler, client })), config))
  if (server) console.log(`Candor: ${config.publicUrl}`)
  return {
    async stop() {
      if (server) await close(server)
    },
  }
}

function listen(server: Server, { port, host }: { port: number; host: string }): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, port, host)))
    server.listen(port, host, () => resolve(server))
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

/** Answers under way are finished; kept-alive connections that wait for nothing are closed at once. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const late = setTimeout(() => server.closeAllConnections(), 5000)
  await closed
  clearTimeout(late)
}
