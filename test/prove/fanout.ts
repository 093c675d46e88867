// Kills without end: 100,000 subscribers, three posts, fifty kill -9 at random moments; the mail server's log is the judge.
// npm run prove:fanout [-- SUBSCRIBERS KILLS EVENTS SEED]
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { mostUnrecorded } from '../../api/delivery/record.ts'
import { openDatabase } from '../../db/open.ts'
import { type Server, startServer, until } from '../server.ts'
import { run } from '../setup/server.ts'
import { prepare } from './prepare.ts'
import { percentile, round, verdict } from './verdict.ts'

const connections = 10

/** So many of ten kills must meet deliveries in flight, or nothing was proven. */
const inFlightShare = 0.9

/** @returns figures, and whether each goal was met */
export async function proveFanout(subscribers: number, kills: number, events: number, seed: number) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-fanout-'))
  const log = join(folder, 'accepted.log')
  const sink = run(['test/sinks/fastSmtp.ts', '0', log])
  let server: Server | undefined
  try {
    const port = await until(async () => Number(sink.output()), 'the mail server')
    const prepared = await prepare(folder, subscribers)
    const env = { ...prepared.env, SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_CONNECTIONS: String(connections) }
    const counter = lineCounter(log)
    const random = randomOf(seed)
    server = await startServer({ folder, env })
    const incident = await prepared.open(server)
    let posted = 1
    const crashes: Crash[] = []
    for (const moment of momentsOf(random, kills, subscribers * events)) {
      // The next post comes when the last one has reached nearly everybody, so that lists meet.
      await until(
        async () => {
          if (posted < events && counter() > subscribers * posted * 0.98)
            if ((await prepared.post(server as Server, incident, `Update ${++posted}.`)).status !== 201)
              throw new Error('An update was not taken.')
          return counter() >= moment
        },
        `${moment} accepted mails`,
        600_000,
      )
      await sleep(random() * 40)
      await server.stop('SIGKILL')
      const at = performance.now()
      const { leased = 0, waiting = 0 } = await leftBehind(folder)
      const accepted = counter()
      server = await startServer({ folder, env })
      crashes.push({ accepted, leased, resumedAfterSeconds: await resumed(counter, accepted, at, waiting) })
    }
    while (posted < events) {
      await until(async () => counter() > subscribers * posted * 0.98, 'most of a list', 600_000)
      await prepared.post(server, incident, `Update ${++posted}.`)
    }
    const done = async () => (await ledgerOf(folder)).waiting === 0 && counter() >= subscribers * events
    await until(done, 'the rest of the lists', 600_000)
    await server.stop()
    return judge({ subscribers, kills, events, seed }, crashes, readFileSync(log, 'utf8'), await ledgerOf(folder))
  } finally {
    await server?.stop('SIGKILL')
    await sink.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

type Crash = { accepted: number; leased: number; resumedAfterSeconds: number | undefined }

async function resumed(counter: () => number, accepted: number, at: number, waiting: number) {
  if (waiting === 0) return undefined
  await until(async () => counter() > accepted, 'the first mail after the restart', 60_000)
  return round((performance.now() - at) / 1000, 2)
}

/** Evenly spread and jittered, so that no seed leaves a long stretch out. */
function momentsOf(random: () => number, kills: number, mails: number): number[] {
  return Array.from({ length: kills }, (_, n) => Math.floor(((n + 0.1 + 0.8 * random()) / kills) * mails * 0.97))
}

/** Mulberry32: the same moments for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Counts the lines of a file that grows, reading each byte once. */
function lineCounter(path: string): () => number {
  const file = openSync(path, 'a+')
  const buffer = Buffer.alloc(1 << 20)
  let offset = 0
  let lines = 0
  process.on('exit', () => closeSync(file))
  return () => {
    for (;;) {
      const read = readSync(file, buffer, 0, buffer.length, offset)
      if (read === 0) return lines
      offset += read
      for (let at = buffer.indexOf(10); at >= 0 && at < read; at = buffer.indexOf(10, at + 1)) lines++
    }
  }
}

async function leftBehind(folder: string) {
  return query(
    folder,
    `select (select count(*) from deliveries where state = 'leased') as leased,
    (select coalesce(sum(waiting), 0) from fan_outs) as waiting`,
  )
}

/** What the product itself believes. */
function ledgerOf(folder: string) {
  return query(
    folder,
    `select coalesce(sum(sent), 0) as sent, coalesce(sum(waiting), 0) as waiting,
    coalesce(sum(failed + suppressed + skipped + bounced), 0) as others,
    (select count(*) from deliveries where state = 'sent') as rows from fan_outs`,
  )
}

async function query(folder: string, sql: string): Promise<Record<string, number>> {
  const db = await openDatabase(`file:${join(folder, 'candor.db')}`)
  const { rows, columns } = await db.client.execute(sql)
  await db.close()
  return Object.fromEntries(columns.map((name) => [name, Number(rows[0]?.[name])]))
}

type Asked = { subscribers: number; kills: number; events: number; seed: number }

/** Each reader must have been told each event, under a name of its own that never changes. */
function judge(asked: Asked, crashes: Crash[], log: string, ledger: Record<string, number>) {
  const { subscribers, kills, events } = asked
  const names = new Map<string, Map<string, number>>()
  let accepted = 0
  for (const line of log.split('\n')) {
    const [, recipient = '', id = ''] = line.split('\t')
    if (!recipient) continue
    accepted++
    const own = names.get(recipient) ?? new Map<string, number>()
    names.set(recipient, own.set(id, (own.get(id) ?? 0) + 1))
  }
  const distinct = [...names.values()].reduce((sum, own) => sum + own.size, 0)
  const lost = subscribers * events - distinct
  const bound = kills * (connections + mostUnrecorded)
  const inFlight = crashes.filter(({ leased }) => leased > 0).length
  const goals = {
    nobodyLost: lost === 0 && names.size === subscribers,
    repeatsWithinBound: accepted - distinct <= bound,
    constantNames: [...names.values()].every((own) => own.size === events),
    ledgerEqualsLog: ledger.sent === distinct && ledger.rows === distinct && ledger.others === 0,
    killedInFlight: inFlight >= Math.ceil(kills * inFlightShare),
  }
  const resumes = crashes.flatMap(({ resumedAfterSeconds }) => resumedAfterSeconds ?? [])
  return {
    ok: Object.values(goals).every(Boolean),
    goals,
    ...asked,
    accepted,
    distinct,
    lost,
    repeats: accepted - distinct,
    bound: `${bound} = ${kills} × (${connections} open connections + ${mostUnrecorded} unrecorded results)`,
    killedInFlight: inFlight,
    resumedAfterSeconds: { median: percentile(resumes, 0.5), worst: Math.max(...resumes) },
    ledger,
  }
}

if (process.argv[1] === import.meta.filename) {
  const [subscribers = 100_000, kills = 50, events = 3, seed = Date.now() % 1_000_000] = process.argv
    .slice(2)
    .map(Number)
  console.log(`seed ${seed}`)
  const { ok, ...figures } = await proveFanout(subscribers, kills, events, seed)
  verdict('prove:fanout', ok, figures)
}
