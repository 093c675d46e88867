// One run of the fan-out bench in a process of its own: node test/bench/fanoutRunner.ts WHAT PORT MAILS
// Ends with a line of JSON: seconds, CPU and what else there is to say of the run.
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { Context } from '../../api/context/context.ts'
import { startRelay } from '../../api/delivery/relay.ts'
import { startSendingThread } from '../../api/delivery/sendingThread.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { openDatabase } from '../../db/open.ts'
import { world } from '../world.ts'
import { composedMails, rawMails } from './peerMails.ts'

const connections = 10

/** The whole engine: expansion, leases, rendering, sending, recording; on a file, as when serving. */
async function engine(port: number, mails: number, sign: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-bench-'))
  const url = `file:${join(folder, 'candor.db')}`
  const dkim = sign ? dkimKey(folder, sign) : undefined
  const w = await world({
    databaseUrl: url,
    config: { smtpUrl: `smtp://127.0.0.1:${port}`, mailConnections: connections, dkim },
  })
  await w.subscribers(mails)
  await openIncident(w.as('mara'), {
    name: 'Orders are failing',
    body,
    components: [{ id: w.components.checkout, state: 'partial_outage' }],
  })
  await w.ctx.db.close()
  const db = await openDatabase(url, { serving: true })
  const ctx: Context = { ...w.ctx, db, now: () => new Date() }
  // It runs since the server started, as it would when somebody posts.
  const transport = startSendingThread(ctx.config, sender, fail)
  await sleep(1000)
  const measured = await measure(mails, async () => {
    const relay = startRelay(ctx, { transport, alone: true })
    while ((await waiting(ctx)) !== 0) await sleep(5)
    return () => relay.stop()
  })
  const { longest, longestWas, overLimit } = db.timing
  await db.close()
  rmSync(folder, { recursive: true, force: true })
  return { ...measured, longestCallMs: Math.round(longest * 10) / 10, longestWas, overLimit }
}

const sender = new URL('../../api/delivery/sender.ts', import.meta.url).pathname
const fail = (error: Error) => {
  throw error
}

const body =
  'Some payments are declined although the card is fine. We have found the cause and are rolling it back.\n\nOrders that were placed are safe.'

async function waiting(ctx: Context): Promise<number | undefined> {
  const { rows } = await ctx.db.client.execute('select waiting, expanded_at from fan_outs')
  return rows[0]?.expanded_at ? Number(rows[0].waiting) : undefined
}

function dkimKey(folder: string, kind: string) {
  const { privateKey } =
    kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519')
  const keyFile = join(folder, 'dkim.pem')
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return { domain: 'harbour.example', selector: 'bench', keyFile }
}

/** A list of so many, written by a process of its own, so that the memory this takes is not counted as idle. */
async function list(url: string, count: number) {
  const w = await world({ databaseUrl: url })
  await w.subscribers(count)
  await w.ctx.db.close()
  return { listed: count }
}

/** A mail server that takes nothing, and a list that waits for it: how much memory the waiting costs. */
async function memory(queued: number) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-bench-'))
  const url = `file:${join(folder, 'candor.db')}`
  execFileSync(process.execPath, [import.meta.filename, 'list', url, String(queued)])
  const w = await world({ config: { smtpUrl: 'smtp://127.0.0.1:9', mailConnections: connections } })
  const db = await openDatabase(url, { serving: true })
  const ctx: Context = { ...w.ctx, db, now: () => new Date() }
  const transport = startSendingThread(ctx.config, sender, fail)
  const relay = startRelay(ctx, { transport, alone: true })
  await sleep(3000)
  const idle = megabytes()
  const before = { ...ctx, actor: w.as('mara').actor }
  await openIncident(before, { name: 'Orders are failing', body })
  relay.wake()
  let most = 0
  for (;;) {
    most = Math.max(most, megabytes())
    if (((await waiting(ctx)) ?? 0) > 0) break
    await sleep(100)
  }
  for (let n = 0; n < 50; n++) {
    await sleep(100)
    most = Math.max(most, megabytes())
  }
  const { longest, longestWas } = db.timing
  await relay.stop()
  await db.close()
  rmSync(folder, { recursive: true, force: true })
  return {
    queued,
    idleMegabytes: idle,
    grownMegabytes: most - idle,
    longestCallMs: Math.round(longest * 10) / 10,
    longestWas,
  }
}

function megabytes(): number {
  globalThis.gc?.()
  return Math.round(process.memoryUsage().rss / 1e6)
}

/** nodemailer's own pool: mails composed beforehand, or by it. */
async function peer(port: number, mails: number, composed: boolean) {
  const all = composed ? composedMails(mails) : await rawMails(mails)
  const pool = createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
  })
  return measure(mails, async () => {
    await Promise.all(all.map((mail) => pool.sendMail(mail)))
    return () => pool.close()
  })
}

async function measure(mails: number, work: () => Promise<() => unknown>) {
  const cpu = process.cpuUsage()
  const began = performance.now()
  const end = await work()
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  await end()
  return { mails, seconds, perSecond: Math.round(mails / seconds), cpuMicros: Math.round((user + system) / mails) }
}

const [what = 'engine', port = '0', mails = '10000'] = process.argv.slice(2)
const runs: Record<string, () => Promise<object>> = {
  engine: () => engine(Number(port), Number(mails), undefined),
  'engine-rsa': () => engine(Number(port), Number(mails), 'rsa'),
  'engine-ed25519': () => engine(Number(port), Number(mails), 'ed25519'),
  memory: () => memory(Number(mails)),
  list: () => list(port, Number(mails)),
  raw: () => peer(Number(port), Number(mails), false),
  composed: () => peer(Number(port), Number(mails), true),
}
console.log(JSON.stringify(await runs[what]?.()))
process.exit(0)
