// A process that is paused past its leases in the middle of a list while another works on, and several processes that
// simply share the work. Judge is the mail server's own log. npm run prove:pause [-- SUBSCRIBERS PAUSES [SEED]]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from '@libsql/client'
import { leaseTime } from '../../api/delivery/lease.ts'
import { mostUnrecorded } from '../../api/delivery/record.ts'
import { newDice } from '../delivery/simulator/dice.ts'
import { type Server, startServer, until } from '../server.ts'
import { freePort, run } from '../setup/server.ts'
import { type Prepared, prepare } from './prepare.ts'
import { stopBetweenWrites } from './stopBetweenWrites.ts'
import { round, verdict } from './verdict.ts'

const connections = 10
const bound = connections + mostUnrecorded

type Plan = {
  subscribers: number
  /** How often a process is paused; 0 for a share of the work without troubles alone. */
  pauses: number
  /** How many processes share the work without troubles. */
  sharing: number[]
  seed: number
}

/** @returns figures, and whether each goal was met */
export async function provePause({ subscribers, pauses, sharing, seed }: Plan) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-pause-'))
  const log = join(folder, 'accepted.log')
  const sink = run(['test/sinks/smtpProcess.ts', '0', log, '2'])
  const servers: Server[] = []
  const db = createClient({ url: `file:${join(folder, 'candor.db')}` })
  try {
    const port = await until(async () => Number(sink.output()), 'the mail server')
    const prepared = await prepare(folder, subscribers)
    const env = {
      ...prepared.env,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_CONNECTIONS: String(connections),
      PUBLIC_URL: `http://127.0.0.1:${await freePort()}`,
    }
    const grow = async (to: number) => {
      while (servers.length < to) servers.push(await startServer({ folder, env }))
    }
    const dice = newDice(seed)
    const stage: Stage = { db, log, subscribers, servers, prepared, events: 0 }
    await grow(Math.min(2, ...sharing, pauses > 0 ? 2 : 9))
    const paused = []
    for (let n = 0; n < pauses; n++) {
      await grow(2)
      paused.push(await pauseOne(stage, dice.pick(servers.slice(0, 2)), 0.1 + 0.6 * dice.next()))
    }
    const shared = []
    for (const processes of sharing) {
      await grow(processes)
      shared.push(await share(stage, processes))
    }
    return { seed, ...(await judge(stage, paused, shared)) }
  } finally {
    db.close()
    for (const server of servers) server.process.kill('SIGCONT')
    await Promise.all(servers.map((server) => server.stop()))
    await sink.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

type Stage = {
  db: Client
  log: string
  subscribers: number
  servers: Server[]
  prepared: Prepared
  /** Told so far. */
  events: number
}

/** SIGSTOP when a share of the list was told, SIGCONT when its leases are over and the others have told the rest. */
async function pauseOne(stage: Stage, victim: Server, when: number) {
  const { db, log, subscribers, servers } = stage
  const from = acceptedIn(log).length
  const other = servers.find((server) => server !== victim) as Server
  await tell(stage, other)
  await until(async () => acceptedIn(log).length >= from + when * subscribers, 'a part of the list', 120_000)
  const { missed, held } = await stopHolding(db, victim)
  await pause(leaseTime + 1000)
  await until(
    async () => (await number(db, 'select sum(waiting) from fan_outs')) === 0,
    'the others to finish',
    120_000,
  )
  const before = acceptedIn(log).length
  victim.process.kill('SIGCONT')
  await pause(2000)
  await quiet(stage)
  const all = acceptedIn(log)
  return {
    toldBefore: round(when, 2),
    stoppedInAWrite: missed,
    heldWhenPaused: held,
    sentAfterWaking: all.length - before,
    repeats: repeatsIn(all.slice(from)),
  }
}

/** A pause while nothing is held shows nothing: then it is let go on, and stopped again a moment later. */
async function stopHolding(db: Client, victim: Server) {
  const own = `%:${victim.process.pid}:%`
  for (let tries = 0; ; tries++) {
    const missed = await stopBetweenWrites(db, victim)
    const held = await number(db, 'select count(*) from deliveries where lease_owner like ?', own)
    if (held > 0 || tries > 50) return { missed, held }
    victim.process.kill('SIGCONT')
    await pause(20)
  }
}

/** Several processes tell one list, undisturbed. */
async function share(stage: Stage, processes: number) {
  const { db, log, subscribers, servers } = stage
  const from = acceptedIn(log).length
  const owners = new Set<string>()
  await tell(stage, servers[0] as Server)
  await until(
    async () => {
      const { rows } = await db.execute("select distinct lease_owner as owner from deliveries where state = 'leased'")
      for (const { owner } of rows) owners.add(String(owner))
      return acceptedIn(log).length >= from + subscribers
    },
    'the whole list',
    300_000,
  )
  await quiet(stage)
  return { processes, took: owners.size, repeats: repeatsIn(acceptedIn(log).slice(from)) }
}

async function tell(stage: Stage, server: Server) {
  await stage.prepared.open(server)
  stage.events++
}

const quiet = ({ db }: Stage) =>
  until(
    async () => (await number(db, 'select count(*) from fan_outs where waiting > 0 or expanded_at is null')) === 0,
    'nothing to be left',
    120_000,
  )

type Paused = Awaited<ReturnType<typeof pauseOne>>
type Shared = Awaited<ReturnType<typeof share>>

async function judge(stage: Stage, paused: Paused[], shared: Shared[]) {
  const { db, log, subscribers, events } = stage
  const all = acceptedIn(log)
  const distinct = new Set(all).size
  const goals = {
    nobodyLost: distinct === subscribers * events,
    pausesWithinBound: paused.every(({ repeats }) => repeats <= bound),
    pausedInFlight: paused.every(({ heldWhenPaused }) => heldWhenPaused > 0),
    sharedWithoutRepeats: shared.every(({ repeats }) => repeats === 0),
    allTookPart: shared.every(({ processes, took }) => took === processes),
    ledgerEqualsSink:
      (await number(db, 'select sum(sent) from fan_outs')) === distinct &&
      (await number(db, "select count(*) from deliveries where state = 'sent'")) === distinct,
    nobodyGivenUp: (await number(db, "select count(*) from subscribers where state <> 'active'")) === 0,
  }
  const text = `${bound} = ${connections} open connections + ${mostUnrecorded} unrecorded results`
  return { ok: Object.values(goals).every(Boolean), goals, subscribers, events, boundPerPause: text, paused, shared }
}

/** Who was told what, by Message-ID: one line for each time. */
function acceptedIn(log: string): string[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(line.indexOf('\t') + 1))
}

const repeatsIn = (lines: string[]) => lines.length - new Set(lines).size

async function number(db: Client, sql: string, ...args: string[]): Promise<number> {
  return Number((await db.execute({ sql, args })).rows[0]?.[0])
}

if (import.meta.main) {
  const [subscribers = 10_000, pauses = 5, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
  const { ok, ...figures } = await provePause({ subscribers, pauses, sharing: [2, 3, 4], seed })
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${JSON.stringify(value)}`)
  verdict('prove:pause', ok, figures)
}
