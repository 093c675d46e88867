// Backups of a database that is being written to, restored elsewhere: sound, of one moment, the same public JSON, no mail.
// npm run prove:backup [-- BACKUPS SUBSCRIBERS]
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Server, startServer } from '../server.ts'
import { freePort, run } from '../setup/server.ts'
import { smtpSink } from '../sinks/smtp.ts'
import { momentOf } from './momentOf.ts'
import { subscribeMany } from './prepare.ts'
import { percentile, round, verdict } from './verdict.ts'
import { startWriting } from './writing.ts'

const rate = 200

/**
 * @param least writes per second that must have gone on meanwhile, of the 200 that are tried
 * @returns figures, and whether each goal was met
 */
export async function proveBackup(backups: number, subscribers: number, least: number) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-backup-'))
  // A port on which nothing listens: whatever is to be mailed stands in the backup as waiting.
  const env = {
    SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
    PUBLIC_URL: 'http://127.0.0.1:4321',
    SECRET_KEY: 'k'.repeat(40),
  }
  const writer = await startWriting(folder, rate, (db) => subscribeMany(db, subscribers))
  const server = await startServer({ folder, env })
  try {
    const taken = []
    for (let n = 0; n < backups; n++) {
      taken.push(await take(folder, env, n))
      await pause(1000)
    }
    const written = await writer.stop()
    const moments = []
    for (const { file } of taken) moments.push(await momentOf(file))
    const last = await take(folder, env, backups)
    const elsewhere = await restoreElsewhere(folder, last.file, env, server)
    const goals = {
      rate: written.perSecond >= least,
      sound: moments.every(({ integrity, foreignKeys }) => integrity === 'ok' && foreignKeys === 0),
      oneMoment: moments.every(({ faults }) => faults.length === 0),
      sameJson: elsewhere.different.length === 0,
      noMail: elsewhere.mails === 0 && elsewhere.waitingInBackup > 0,
      tellsNewOnes: elsewhere.mailsOfNewPost === subscribers,
    }
    return {
      ok: Object.values(goals).every(Boolean),
      goals,
      backups,
      subscribers,
      writes: written.count,
      writesPerSecond: round(written.perSecond),
      slowestWriteMs: round(written.slowestMs),
      backupSeconds: {
        p50: round(
          percentile(
            taken.map(({ seconds }) => seconds),
            0.5,
          ),
          2,
        ),
        max: round(Math.max(...taken.map(({ seconds }) => seconds)), 2),
      },
      megabytes: round(statSync(last.file).size / 1e6),
      writesInBackups: moments.map(({ writes }) => writes),
      faults: moments.flatMap(({ faults }) => faults).slice(0, 10),
      ...elsewhere,
    }
  } finally {
    await writer.stop()
    await server.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function take(folder: string, env: Record<string, string>, n: number) {
  const file = join(folder, `backup-${n}.db`)
  const began = performance.now()
  await command(['backup', file], { ...env, DATABASE_URL: `file:${join(folder, 'candor.db')}` })
  return { file, seconds: (performance.now() - began) / 1000 }
}

async function command(args: string[], env: Record<string, string>) {
  const candor = run(['server.mjs', 'candor', ...args], env)
  if ((await candor.ended) !== 0) throw new Error(`candor ${args.join(' ')}: ${candor.output()}`)
}

/** The paths whose bytes must be alike on the server that was backed up and on the one that was restored. */
const paths = [
  '/api/v2/summary.json',
  '/api/v2/status.json',
  '/api/v2/components.json',
  '/api/v2/incidents.json',
  '/history.atom',
  '/history.rss',
]

async function restoreElsewhere(folder: string, backup: string, env: Record<string, string>, original: Server) {
  const there = join(folder, 'elsewhere')
  mkdirSync(there)
  copyFileSync(backup, join(there, 'moved.db'))
  const sink = await smtpSink()
  const before = await momentOf(backup)
  const began = performance.now()
  const at = { ...env, SMTP_URL: sink.url, DATABASE_URL: `file:${join(there, 'candor.db')}` }
  await command(['restore', join(there, 'moved.db')], at)
  const restoreSeconds = round((performance.now() - began) / 1000, 2)
  const restored = await startServer({ folder: there, env: at })
  try {
    const different = []
    for (const path of paths) if ((await bytes(original, path)) !== (await bytes(restored, path))) different.push(path)
    await pause(4000)
    const mails = sink.received.length
    const fresh = await startWriting(there, 1, undefined, { most: 1, bare: true })
    await fresh.ended
    for (let n = 0; n < 200 && sink.received.length < mails + before.subscribers; n++) await pause(100)
    await fresh.stop()
    return {
      restoreSeconds,
      different,
      waitingInBackup: before.waiting,
      mails,
      mailsOfNewPost: sink.received.length - mails,
    }
  } finally {
    await restored.stop('SIGKILL')
    await sink.close()
  }
}

async function bytes(server: Server, path: string): Promise<string> {
  const answer = await fetch(server.url + path)
  return `${answer.status}\n${await answer.text()}`
}

if (import.meta.main) {
  const [backups = 20, subscribers = 5000] = process.argv.slice(2).map(Number)
  const { ok, ...figures } = await proveBackup(backups, subscribers, rate * 0.9)
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${JSON.stringify(value)}`)
  verdict('prove:backup', ok, figures)
}
