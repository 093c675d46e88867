// Posting while 100,000 people are being told: how long a post takes, and when it stands on the page.
// npm run prove:post [-- SUBSCRIBERS POSTS]
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { forget, type Server, startServer } from '../server.ts'
import { freePort } from '../setup/server.ts'
import { type Prepared, prepare } from './prepare.ts'
import { percentile, round, verdict } from './verdict.ts'

export type Figures = Awaited<ReturnType<typeof provePost>>

/** @returns figures in milliseconds, and whether each goal was met */
export async function provePost(subscribers: number, posts: number) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-post-'))
  const prepared = await prepare(folder, subscribers)
  // A port on which nothing listens: the mail server is switched off.
  const env = { LOG_LEVEL: 'info', SMTP_URL: `smtp://127.0.0.1:${await freePort()}`, ...prepared.env }
  const server = await startServer({ folder, env })
  try {
    const flood = await postAndWatch(server, prepared, posts)
    const ready = (await fetch(`${server.url}/readyz`).then((answer) => answer.json())) as Ready
    const rows = await prepared.count(server)
    const lock = await behindLock(server, prepared)
    const goals = {
      posts: flood.failed === 0 && percentile(flood.took, 0.99) < 500,
      page: flood.unseen === 0 && flood.latestSeen <= 1000 && flood.page.failed === 0,
      calls: ready.database.longestCall <= 50,
      lock: lock.pageFailed === 0 && lock.pageSlowest < 1000 && lock.lost === 0,
      fanOut: rows > 0,
    }
    return {
      ok: Object.values(goals).every(Boolean),
      goals,
      subscribers,
      posts,
      postMs: {
        p50: round(percentile(flood.took, 0.5)),
        p99: round(percentile(flood.took, 0.99)),
        worst: round(Math.max(...flood.took)),
      },
      seenMs: { p50: round(percentile(flood.seen, 0.5)), worst: flood.latestSeen },
      page: flood.page,
      longestCallMs: ready.database.longestCall,
      callsOver50Ms: ready.database.overLimit,
      rowsExpanded: rows,
      fileMegabytes: round(statSync(join(folder, 'candor.db')).size / 1e6),
      lock,
    }
  } finally {
    await server.stop()
    // What the longest call was: the server says so when it stops.
    console.error(
      server
        .output()
        .split('\n')
        .find((line) => line.includes('"stopping"')),
    )
    forget(server)
  }
}

type Ready = { database: { longestCall: number; overLimit: number } }

/** Posts so many updates one after another, and notes when each stands on the page. @param url the incident's own unless given */
export async function postAndWatch(server: Server, prepared: Prepared, posts: number, url?: string) {
  const incident = await prepared.open(server)
  const watcher = watch(url ?? `${server.url}/incidents/${incident}`, posts)
  const took: number[] = []
  const answeredAt: number[] = []
  let failed = 0
  for (let n = 0; n < posts; n++) {
    const began = performance.now()
    const answer = await prepared.post(server, incident, `This is post-${n}.`)
    took.push(performance.now() - began)
    answeredAt.push(Date.now())
    if (answer.status !== 201) failed++
    await pause(100)
  }
  await pause(1500)
  const { seenAt, page } = await watcher.stop()
  const seen = answeredAt.flatMap((at, n) => (seenAt.has(n) ? [Math.max(0, (seenAt.get(n) as number) - at)] : []))
  return { took, failed, seen, unseen: posts - seen.length, latestSeen: Math.max(0, ...seen), page }
}

type Page = { asked: number; failed: number; slowest: number }

function watch(url: string, posts: number) {
  const script = join(import.meta.dirname, 'watchPage.ts')
  const child: ChildProcess = spawn(process.execPath, [script, url, String(60 + posts)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout?.on('data', (chunk) => (text += chunk))
  return {
    async stop() {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('close', resolve))
      const lines = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      const seenAt = new Map<number, number>(lines.filter((line) => 'seen' in line).map((line) => [line.seen, line.at]))
      return { seenAt, page: lines.at(-1) as Page }
    },
  }
}

/** Another process holds the write lock for 4 s: pages go on, a post waits or is refused whole. */
async function behindLock(server: Server, prepared: Prepared) {
  const incident = await prepared.open(server)
  const script = join(import.meta.dirname, 'holdLock.ts')
  const holder = spawn(process.execPath, [script, join(server.folder, 'candor.db'), '4000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve) => holder.stdout?.once('data', () => resolve()))
  const released = new Promise<void>((resolve) => holder.once('close', () => resolve()))
  const began = performance.now()
  const posting = prepared
    .post(server, incident, 'Said behind a lock.')
    .then((answer) => ({ status: answer.status, ms: round(performance.now() - began) }))
  const page = { asked: 0, failed: 0, slowest: 0 }
  for (let held = true; held; ) {
    const asked = performance.now()
    const answer = await fetch(`${server.url}/`)
    await answer.text()
    page.asked++
    if (answer.status !== 200) page.failed++
    page.slowest = Math.max(page.slowest, performance.now() - asked)
    held = await Promise.race([released.then(() => false), pause(50).then(() => true)])
  }
  const post = await posting
  const saved = await prepared.saved(server, incident, 'Said behind a lock.')
  const honest = post.status === 201 ? saved === 1 : post.status === 503 && saved === 0
  return {
    post,
    pageAsked: page.asked,
    pageFailed: page.failed,
    pageSlowest: round(page.slowest),
    lost: honest ? 0 : 1,
  }
}

if (process.argv[1] === import.meta.filename) {
  const { ok, ...figures } = await provePost(Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 200))
  verdict('prove:post', ok, figures)
}
