// Candor behind nginx: with the origin killed every page comes from the cache; alive, a post is soon visible through it.
// npm run prove:nginx [-- SECONDS POSTS]
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startServer, until } from '../server.ts'
import { freePort } from '../setup/server.ts'
import { prepare } from './prepare.ts'
import { percentile, round, verdict } from './verdict.ts'

const nginx = '/usr/sbin/nginx'

/** Why this cannot be proved here; undefined where it can. */
export const absent = () => (existsSync(nginx) ? undefined : 'nginx is not installed')

/**
 * @param seconds for which the origin stays dead
 * @param posts whose way through the cache is timed
 */
export async function proveNginx(seconds: number, posts: number) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-nginx-'))
  const prepared = await prepare(folder, 0)
  const server = await startServer({ folder, env: { ...prepared.env, TRUST_PROXY: 'true' } })
  const proxy = await startNginx(server.port)
  try {
    const incident = await prepared.open(server)
    const paths = ['/', `/incidents/${incident}`, '/history', '/de', '/api/v2/summary.json', '/history.atom']
    const shows = async () => (await text(`${proxy.url}/`)).includes('Orders are failing')
    await until(shows, 'the incident through the cache', 15_000)

    const visible: number[] = []
    for (let n = 0; n < posts; n++) {
      await prepared.post(server, incident, `This is post-${n}.`)
      const began = performance.now()
      // As its readers do: somebody asks all the time, and gets an answer at once.
      await until(
        async () => (await text(`${proxy.url}/`)).includes(`post-${n}.`),
        `post ${n} through the cache`,
        20_000,
      )
      visible.push(performance.now() - began)
    }

    for (const path of paths) await text(proxy.url + path)
    await server.stop('SIGKILL')
    // Everything that is kept is old by now.
    await pause(6000)
    const dead = await askFor(proxy.url, paths, seconds)
    const goals = {
      visible: Math.max(...visible) <= 11_000,
      dead: dead.asked > 0 && dead.wrong === 0 && dead.stale === dead.asked,
    }
    return {
      ok: Object.values(goals).every(Boolean),
      goals,
      seconds,
      dead,
      visibleMs: { p50: round(percentile(visible, 0.5)), worst: round(Math.max(...visible)) },
    }
  } finally {
    await server.stop('SIGKILL')
    await proxy.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const text = async (url: string) => (await fetch(url)).text()

async function startNginx(origin: number) {
  // Started as root, its workers are somebody else, who must be able to get here.
  const folder = mkdtempSync(join(tmpdir(), 'candor-proxy-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const told: Record<string, string> = { FOLDER: folder, ORIGIN: String(origin), PORT: String(port) }
  const config = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8')
  const file = join(folder, 'nginx.conf')
  writeFileSync(
    file,
    config.replace(/@([A-Z]+)@/g, (_, name) => told[name] ?? ''),
  )
  const child = spawn(nginx, ['-p', folder, '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (part) => {
    said += part
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve())).then(() =>
    rmSync(folder, { recursive: true, force: true }),
  )
  const url = `http://127.0.0.1:${port}`
  const answers = () =>
    fetch(url).then(
      () => true,
      () => false,
    )
  await until(answers, 'nginx').catch(() => {
    throw new Error(`nginx did not start: ${said}`)
  })
  return {
    url,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** Eight readers at a time, each with one page after another. */
async function askFor(url: string, paths: string[], seconds: number) {
  const counts = { asked: 0, wrong: 0, stale: 0 }
  const end = Date.now() + seconds * 1000
  const reader = async () => {
    while (Date.now() < end)
      for (const path of paths) {
        const answer = await fetch(url + path).catch(() => undefined)
        await answer?.arrayBuffer().catch(() => {})
        counts.asked++
        if (answer?.status !== 200) counts.wrong++
        if (/^(STALE|UPDATING)$/.test(answer?.headers.get('x-cache') ?? '')) counts.stale++
      }
  }
  await Promise.all(Array.from({ length: 8 }, reader))
  return counts
}

if (import.meta.main) {
  const reason = absent()
  if (reason) verdict('prove:nginx', false, { skipped: reason })
  const [seconds = 60, posts = 10] = process.argv.slice(2).map(Number)
  const { ok, ...figures } = await proveNginx(seconds, posts)
  verdict('prove:nginx', ok, figures)
}
