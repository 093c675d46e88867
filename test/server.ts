import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, type RunningServer, startServer as start } from './setup/server.ts'

export type Server = RunningServer & {
  port: number
  /** The folder that holds its database and key. */
  folder: string
  databaseUrl: string
}

/**
 * The real server in a process of its own, on a free port of loopback, with a database of its own.
 * @param options.folder an earlier server's folder, to start on its database again
 */
export async function startServer(
  options: { folder?: string; port?: number; env?: Record<string, string> } = {},
): Promise<Server> {
  const port = options.port ?? (await freePort())
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'candor-server-'))
  const databaseUrl = options.env?.DATABASE_URL ?? `file:${join(folder, 'candor.db')}`
  const own = { PUBLIC_URL: `http://127.0.0.1:${port}`, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' }
  const server = await start({ ...own, ...options.env, PORT: String(port) })
  return { ...server, port, folder, databaseUrl }
}

export function forget(server: Server): void {
  rmSync(server.folder, { recursive: true, force: true })
}

/** Asks until `look` gives something, for at most `ms` milliseconds. */
export async function until<T>(look: () => Promise<T | undefined | false>, what: string, ms = 10_000): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`Waited ${ms} ms in vain for ${what}.`)
    await pause(25)
  }
}
