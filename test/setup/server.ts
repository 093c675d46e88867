import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export type RunningServer = {
  url: string
  process: ChildProcess
  /** Everything that it printed so far. */
  output: () => string
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>
  stop: (signal?: NodeJS.Signals) => Promise<number | string>
}

const home = fileURLToPath(new URL('../..', import.meta.url))

/** Starts the server as a user would, in a process of its own, and waits until it answers. */
export async function startServer(env: Record<string, string> = {}, cwd = home): Promise<RunningServer> {
  const port = env.PORT ?? String(await freePort())
  const server = run(['server.mjs'], { ...env, PORT: port }, cwd)
  const url = `http://127.0.0.1:${port}`
  while (!(await answers(url))) {
    if (server.process.exitCode !== null) throw new Error(`The server ended at once:\n${server.output()}`)
    await pause(50)
  }
  return { ...server, url }
}

/** Runs the product's own Node on a file of the product, to its end or until stopped. */
export function run(args: string[], env: Record<string, string> = {}, cwd = home): Omit<RunningServer, 'url'> {
  const child = spawn(process.execPath, args, { cwd, env: { ...inherited(), ...env } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part))
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal)
  return {
    process: child,
    output: () => text,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** The environment without what this product or the test runner reads, so that a developer's own settings change nothing. */
function inherited() {
  const ours =
    /^(CANDOR_|VITEST|NODE_ENV$|PORT$|HOST$|PUBLIC_URL$|DATABASE_|SMTP_URL$|SECRET_KEY|MAIL_|BOUNCE_ADDRESS$|DKIM_|WEBHOOK_|TRUST_PROXY$|LOG_LEVEL$|SNAPSHOT_DIR$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD' })
    return true
  } catch {
    return false
  }
}
