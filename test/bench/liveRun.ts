import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Prepared, prepare } from '../prove/prepare.ts'
import { percentile, round } from '../prove/verdict.ts'
import { type Server, startServer } from '../server.ts'
import { slowReaders } from './slowReaders.ts'

type Crowd = {
  here: number
  came: number[]
  backAt: number[]
  behind: number
  repeats: number
  refused: number
  losses: number
}

const limits = { reachMs: 1000, memoryMb: 200, spreadMs: 10_000 }

/**
 * So many live readers on one served process, the readers in another: how fast each post reaches all of them, what they
 * weigh, what those cost who do not read, and how everybody comes back after a restart.
 * @param hurry so many times sooner than told do they come back
 */
export async function benchLive(readers: number, posts: number, slow: number, hurry = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-live-'))
  const prepared = await prepare(folder, 1)
  const env = { ...prepared.env, LIVE_PER_ADDRESS: String(readers) }
  let server = await startServer({ folder, env })
  const crowd = fork(join(import.meta.dirname, 'liveReaders.ts'), { execArgv: [] })
  const ask = async (what: string, more: object = {}): Promise<Crowd> => {
    crowd.send({ what, port: server.port, ...more })
    const [told] = await once(crowd, 'message')
    return told
  }
  try {
    const incident = await prepared.open(server)
    await fetch(server.url)
    await pause(1000)
    const idle = residentMb(server)
    const { here } = await ask('open', { count: readers, hurry })
    const oneMore = await fetch(`${server.url}/live`)
    const memory = [residentMb(server)]
    const reach: number[] = []
    let version = await versionOf(server)
    for (let n = 0; n < posts; n++) {
      reach.push(...(await reachOf(ask, server, prepared, incident, ++version)))
      memory.push(residentMb(server))
    }
    const before = await ask('reached', { version, ms: 5000 })
    await server.stop()
    const stopped = Date.now()
    server = await startServer({ folder, port: server.port, env })
    // Said while most are still away: whoever comes back must hear of it.
    version = await say(server, prepared, incident, version)
    await ask('back', { ms: 60_000 })
    version = await say(server, prepared, incident, version)
    const after = await ask('reached', { version, ms: 20_000 })
    memory.push(residentMb(server))
    const back = after.backAt.map((at) => at - stopped)
    const figures = {
      readers: here,
      posts,
      reachMs: { p50: percentile(reach, 0.5), p99: percentile(reach, 0.99), slowest: percentile(reach, 1) },
      memoryMb: { idle: round(idle), most: round(Math.max(...memory)), growth: round(Math.max(...memory) - idle) },
      lost: { beforeRestart: before.losses, behind: before.behind + after.behind, repeats: after.repeats },
      oneMoreReader: oneMore.status,
      storm: stormOf(back, after.here),
      slow: await slowReaders(slow),
    }
    return {
      ok: Object.values(judge(figures, readers, hurry)).every(Boolean),
      goals: judge(figures, readers, hurry),
      ...figures,
    }
  } finally {
    crowd.kill()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Figures = {
  readers: number
  oneMoreReader: number
  reachMs: { p99: number }
  memoryMb: { growth: number }
  lost: { beforeRestart: number; behind: number; repeats: number }
  storm: { back: number; spreadMs: number; mostInASecond: number }
  slow: { slow: number; dropped: number; good: { missed: number } }
}

function judge(figures: Figures, readers: number, hurry: number) {
  const { reachMs, memoryMb, lost, storm, slow } = figures
  return {
    everybodyIn: figures.readers === readers && storm.back === readers,
    reachesAllWithinASecond: reachMs.p99 <= limits.reachMs,
    memory: memoryMb.growth <= limits.memoryMb,
    nobodyLost: lost.beforeRestart === 0,
    nothingMissed: lost.behind === 0,
    nothingRepeated: lost.repeats === 0,
    addressesHaveALimit: figures.oneMoreReader === 429,
    stormIsSpread: storm.spreadMs >= limits.spreadMs / hurry && storm.mostInASecond <= 0.25,
    slowAreDropped: slow.dropped === slow.slow && slow.good.missed === 0,
  }
}

/** How long each reader waited for one post, counted from the moment it was sent. */
async function reachOf(
  ask: (what: string, more: object) => Promise<Crowd>,
  server: Server,
  prepared: Prepared,
  incident: string,
  version: number,
): Promise<number[]> {
  const began = Date.now()
  const answer = await prepared.post(server, incident, `Update ${version}.`)
  if (answer.status !== 201) throw new Error(`The update was not posted: ${await answer.text()}`)
  const { came } = await ask('reached', { version, ms: 10_000 })
  // Whoever never heard of it has waited all that time.
  return came.map((at) => (at === 0 ? 10_000 : at - began))
}

async function say(server: Server, prepared: Prepared, incident: string, version: number): Promise<number> {
  await prepared.post(server, incident, `Update ${version + 1}.`)
  return version + 1
}

/** How the returns are spread: from the first hundredth to the last, and the largest share in any one second. */
function stormOf(back: number[], here: number) {
  const seconds = Map.groupBy(back, (ms) => Math.floor(ms / 1000))
  const most = Math.max(...[...seconds.values()].map((some) => some.length))
  const [first, last] = [percentile(back, 0.01), percentile(back, 0.99)]
  return {
    back: here,
    firstMs: first,
    lastMs: last,
    spreadMs: last - first,
    mostInASecond: round(most / back.length, 2),
  }
}

async function versionOf(server: Server): Promise<number> {
  const page = await (await fetch(server.url)).text()
  return Number(/data-version="(\d+)"/.exec(page)?.[1])
}

function residentMb(server: Server): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(server.process.pid)])) / 1024
}
