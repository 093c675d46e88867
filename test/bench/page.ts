// The served home page against one bare node:http server that gives the same bytes and headers; then posts during a flood.
// npm run bench:page [-- ROUNDS MILLISECONDS POSTS]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postAndWatch } from '../prove/post.ts'
import { prepare } from '../prove/prepare.ts'
import { percentile, round, verdict } from '../prove/verdict.ts'
import { startServer, until } from '../server.ts'
import { bareHash, type Case, isPinned, type Result, race, startLoad } from './pageRace.ts'

const [rounds = 7, ms = 400, posts = 200] = process.argv.slice(2).map(Number)

console.log(`bare server: ${bareHash()}  test/bench/bareServer.mjs`)
if (!isPinned()) verdict('bench:page', false, { reason: 'the bare server is not the pinned one', hash: bareHash() })

const cases: (Case & { goal: number })[] = []
for (const connections of [32, 256]) {
  for (const coding of ['identity', 'br'] as const)
    for (const status of [200, 304] as const) cases.push({ coding, status, connections, goal: 0.85 })
  cases.push({ coding: 'br', status: 200, connections, random: true, goal: 0.75 })
}

const folder = mkdtempSync(join(tmpdir(), 'candor-page-'))
const prepared = await prepare(folder, 1)
const server = await startServer({ folder, env: prepared.env })
const results: Record<string, Result & { goal: number; ok: boolean }> = {}
let flood: Awaited<ReturnType<typeof postInFlood>>
try {
  const incident = await prepared.open(server)
  await prepared.post(server, incident, 'We have found it.')
  const shows = async () => (await fetch(server.url).then((answer) => answer.text())).includes('We have found it.')
  await until(shows, 'the post on the page')
  for (const { goal, ...one } of cases) {
    const result = await race(server, one, { rounds, ms, warm: 1000 })
    const name = `${one.coding} ${one.status}${one.random ? ' ?x=random' : ''} at ${one.connections}`
    results[name] = { ...result, goal, ok: result.ratio >= goal && result.wrong === 0 }
    console.log(`${name}: ${JSON.stringify(results[name])}`)
  }
  flood = await postInFlood()
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
const ok = Object.values(results).every((one) => one.ok) && flood.ok
const figures = Object.fromEntries(
  Object.entries(results).map(([name, { ratio, goal, perSecond, cpu }]) => [name, { ratio, goal, perSecond, cpu }]),
)
verdict('bench:page', ok, { rounds, bare: bareHash().slice(0, 12), ...figures, flood })

/** Posts while 32 connections ask for the page as fast as they get it. */
async function postInFlood() {
  const load = startLoad()
  const request = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`
  const asking = load.run({ port: server.port, request, size: 0, connections: 32, ms: posts * 200 + 3000 })
  try {
    const seen = await postAndWatch(server, prepared, posts, server.url)
    const { perSecond, wrong } = await asking
    const p99 = percentile(seen.took, 0.99)
    return {
      ok: seen.failed === 0 && seen.unseen === 0 && seen.latestSeen <= 1000 && p99 < 500 && wrong === 0,
      posts,
      postMs: { p50: round(percentile(seen.took, 0.5)), p99: round(p99) },
      seenMs: { p50: round(percentile(seen.seen, 0.5)), worst: seen.latestSeen },
      unseen: seen.unseen,
      failed: seen.failed,
      pagesPerSecond: Math.round(perSecond),
      wrong,
    }
  } finally {
    load.stop()
  }
}
