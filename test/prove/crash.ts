// kill -9 in the middle of a fan-out, judged by the mail server's own log: nobody lost, few told twice, under the same name.
// npm run prove:crash [-- SUBSCRIBERS KILLS]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mostUnrecorded } from '../../api/delivery/record.ts'
import { openDatabase } from '../../db/open.ts'
import { type Server, startServer, until } from '../server.ts'
import { run } from '../setup/server.ts'
import { prepare } from './prepare.ts'
import { round, verdict } from './verdict.ts'

const connections = 10

/** @returns figures, and whether each goal was met */
export async function proveCrash(subscribers: number, kills: number) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-crash-'))
  const log = join(folder, 'accepted.log')
  const sink = run(['test/sinks/smtpProcess.ts', '0', log, '2'])
  let server: Server | undefined
  try {
    const port = await until(async () => Number(sink.output()), 'the mail server')
    const prepared = await prepare(folder, subscribers)
    const env = { ...prepared.env, SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_CONNECTIONS: String(connections) }
    server = await startServer({ folder, env })
    await prepared.open(server)
    const crashes = []
    for (let n = 1; n <= kills; n++) {
      const crash = await crashAt(server, log, Math.round((subscribers * n) / (kills + 1)))
      const began = performance.now()
      server = await startServer({ folder, env })
      await until(async () => acceptedIn(log).length > crash.accepted, 'the first mail after the restart', 60_000)
      crashes.push({ ...crash, resumedAfterSeconds: round((performance.now() - began) / 1000, 2) })
    }
    await until(async () => (await ledger(folder)).waiting === 0, 'the rest of the list', 120_000)
    await server.stop()
    return judge(subscribers, crashes, acceptedIn(log), await ledger(folder))
  } finally {
    await server?.stop('SIGKILL')
    await sink.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

type Crash = Awaited<ReturnType<typeof crashAt>>

/** Waits for so many accepted mails, kills, and reads what the dead left behind. */
async function crashAt(server: Server, log: string, enough: number) {
  await until(async () => acceptedIn(log).length >= enough, `${enough} accepted mails`, 120_000)
  await server.stop('SIGKILL')
  const accepted = acceptedIn(log).length
  const { sent, leased, waiting } = await ledger(server.folder)
  return { accepted, recordedAsSent: sent, leased, waiting }
}

type Accepted = { recipient: string; messageId: string }

function acceptedIn(log: string): Accepted[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'))
    .map(([, recipient = '', messageId = '']) => ({ recipient, messageId }))
}

/** What the product itself believes. */
async function ledger(folder: string) {
  const db = await openDatabase(`file:${join(folder, 'candor.db')}`)
  const { rows } = await db.client.execute(
    `select coalesce(sum(sent), 0) as sent, coalesce(sum(waiting), 0) as waiting,
    (select count(*) from deliveries where state = 'leased') as leased from fan_outs`,
  )
  await db.close()
  const [row] = rows
  return { sent: Number(row?.sent), waiting: Number(row?.waiting), leased: Number(row?.leased) }
}

/** The mail server's log is the judge; the product's own counters must agree with it. */
function judge(subscribers: number, crashes: Crash[], accepted: Accepted[], { sent }: { sent: number }) {
  const names = Map.groupBy(accepted, ({ recipient }) => recipient)
  const repeats = accepted.length - names.size
  const bound = crashes.length * (connections + mostUnrecorded)
  const goals = {
    nobodyLost: names.size === subscribers && sent === subscribers,
    repeatsWithinBound: repeats <= bound,
    constantNames: [...names.values()].every((copies) => new Set(copies.map((copy) => copy.messageId)).size === 1),
    killedInFlight: crashes.every(({ leased, waiting }) => leased > 0 && waiting > 0),
  }
  return {
    ok: Object.values(goals).every(Boolean),
    goals,
    subscribers,
    recipients: names.size,
    repeats,
    bound: `${bound} = ${crashes.length} × (${connections} open connections + ${mostUnrecorded} unrecorded results)`,
    crashes,
  }
}

if (import.meta.main) {
  const [subscribers = 5000, kills = 2] = process.argv.slice(2).map(Number)
  const { ok, ...figures } = await proveCrash(subscribers, kills)
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${JSON.stringify(value)}`)
  verdict('prove:crash', ok, figures)
}
