// A list of 100,000 comes in while the page is read, with a kill -9 in the middle, and goes out again.
// npm run prove:lists [-- LINES]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { as } from '../../api/context/context.ts'
import { createKey } from '../../api/people/createKey.ts'
import { callLimit } from '../../db/timing.ts'
import { cast } from '../cast.ts'
import { type Server, startServer, until } from '../server.ts'
import { world } from '../world.ts'
import { agrees, kept, listOf, type Report } from './listFile.ts'
import { percentile, round, verdict } from './verdict.ts'

/** @returns figures, and whether each goal was met */
export async function proveLists(lines: number) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-lists-'))
  const key = await prepare(folder)
  const env = { SECRET_KEY: 'k'.repeat(40) }
  let server = await startServer({ folder, env })
  try {
    const { csv, expected } = listOf(lines)
    const dry = await timed(() => send(server, key, '/subscriber-imports?attested=true&dryRun=true', csv))
    const idle = await memoryOf(server)
    const watch = watchPage(server)
    const began = performance.now()
    const upload = await timed(() => send<Report>(server, key, '/subscriber-imports?attested=true', csv))
    const { id } = upload.value
    const half = await until(
      async () => {
        const now = await reportOf(server, key, id)
        return now.done > lines / 3 && now
      },
      'a third of the list',
      120_000,
    )
    const before = { ...(await watch.stop()), ...(await callsOf(server)) }
    await server.stop('SIGKILL')
    const stopped = performance.now()
    server = await startServer({ folder, env })
    const away = performance.now() - stopped
    const again = watchPage(server)
    const done = await until(
      async () => {
        const now = await reportOf(server, key, id)
        return now.state === 'finished' && now
      },
      'the end of the list',
      240_000,
    )
    const seconds = (performance.now() - began - away) / 1000
    const after = { ...(await again.stop()), ...(await callsOf(server)) }
    const grown = (await memoryOf(server)) - idle
    const out = await exported(server, key)
    const back = await send<Report>(server, key, '/subscriber-imports?attested=true&dryRun=true', out.text)
    const people = await census(folder)
    const longestCall = Math.max(before.longestCall, after.longestCall)
    const goals = {
      killedInTheMiddle: half.done < lines,
      nobodyTwiceNobodyLost: people.subscribers === expected.people && people.addresses === expected.people,
      countsAreTrue: agrees(done, expected),
      dryRunSaidSo: agrees(dry.value, expected),
      statesKept: people.kept === 4,
      noLongCall: longestCall <= callLimit,
      nothingLeftBehind: people.parts === 0,
      roundTrip: back.known === expected.people && back.refused === 0,
    }
    return {
      ok: Object.values(goals).every(Boolean),
      goals,
      lines,
      megabytes: round(Buffer.byteLength(csv) / 1e6),
      dryRunSeconds: dry.seconds,
      uploadSeconds: upload.seconds,
      importSeconds: round(seconds, 1),
      doneWhenKilled: half.done,
      longestCallMs: longestCall,
      callsOverLimit: before.overLimit + after.overLimit,
      pageWhileImportingMs: {
        median: after.median,
        p99: Math.max(before.p99, after.p99),
        worst: Math.max(before.worst, after.worst),
        reads: before.reads + after.reads,
      },
      exportSeconds: out.seconds,
      exportMegabytes: round(out.text.length / 1e6),
      grownMegabytes: grown,
    }
  } finally {
    await server.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A page with components, an API key of an administrator, and one subscriber of every kind who must stay as they are. */
async function prepare(folder: string): Promise<string> {
  const w = await world({ databaseUrl: `file:${join(folder, 'candor.db')}` })
  const { key } = await createKey(as(w.ctx, cast.ada), { name: 'proof', scopes: ['read', 'administer'] })
  // Of today: who does not confirm within a week is forgotten.
  for (const state of kept) await w.subscriber(`${state}@example.org`, { state, askedAt: new Date() })
  await w.close()
  return key as string
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const began = performance.now()
  const value = await work()
  return { value, seconds: round((performance.now() - began) / 1000, 2) }
}

const headers = (key: string) => ({ Authorization: `Bearer ${key}`, 'Content-Type': 'text/csv' })

async function send<T = Report>(server: Server, key: string, path: string, body: string): Promise<T> {
  const answer = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers: headers(key), body })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

async function reportOf(server: Server, key: string, id: string): Promise<Report> {
  const answer = await fetch(`${server.url}/api/v1/subscriber-imports/${id}`, { headers: headers(key) })
  return (await answer.json()) as Report
}

async function exported(server: Server, key: string) {
  const ask = () =>
    fetch(`${server.url}/api/v1/subscriber-exports`, {
      method: 'POST',
      headers: { ...headers(key), 'Content-Type': 'application/json' },
      body: '{}',
    }).then((answer) => answer.text())
  const { value: text, seconds } = await timed(ask)
  return { text, seconds }
}

/** The longest call to the database so far (milliseconds), as the server itself tells whoever alarms on it. */
async function callsOf(server: Server): Promise<{ longestCall: number; overLimit: number }> {
  const { database } = (await (await fetch(`${server.url}/readyz`)).json()) as {
    database: { longestCall: number; overLimit: number }
  }
  return database
}

/** Reads the page all the time, as a customer would, and not from what is prepared only: health asks the process itself. */
function watchPage(server: Server) {
  const took: number[] = []
  let going = true
  const reading = (async () => {
    while (going) {
      const began = performance.now()
      await (await fetch(server.url)).arrayBuffer()
      took.push(performance.now() - began)
      await sleep(10)
    }
  })()
  return {
    async stop() {
      going = false
      await reading
      const [median, p99, worst] = [0.5, 0.99, 1].map((share) => round(percentile(took, share)))
      return { median, p99: p99 as number, worst: worst as number, reads: took.length }
    },
  }
}

/** Resident memory (megabytes). */
async function memoryOf(server: Server): Promise<number> {
  const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)
}

async function census(folder: string) {
  const w = await world({ databaseUrl: `file:${join(folder, 'candor.db')}`, bare: true })
  const states = kept.map((state) => `(address = '${state}@example.org' and state = '${state}')`).join(' or ')
  const { rows } = await w.ctx.db.client.execute(`select count(*) as people, count(distinct address_key) as addresses,
    sum(${states}) as kept, (select count(*) from subscriber_import_parts) as parts from subscribers`)
  await w.close()
  const [row] = rows
  return {
    subscribers: Number(row?.people),
    addresses: Number(row?.addresses),
    kept: Number(row?.kept),
    parts: Number(row?.parts),
  }
}

if (import.meta.main) {
  const [lines = 100_000] = process.argv.slice(2).map(Number)
  const { ok, ...figures } = await proveLists(lines)
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${JSON.stringify(value)}`)
  verdict('prove:lists', ok, figures)
}
