import { mkdtempSync } from 'node:fs'
import { request as askHttp } from 'node:http'
import { request as askHttps } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import PostalMime from 'postal-mime'
import { expect } from 'vitest'
import { createKey } from '../../api/people/createKey.ts'
import { forget, type Server, startServer, until } from '../server.ts'
import { freePort } from '../setup/server.ts'
import { type Sink, smtpSink } from '../sinks/smtp.ts'
import { tlsProxy } from '../tlsProxy.ts'
import { world } from '../world.ts'

export const worlds = ['http on loopback', 'https behind a proxy'] as const

const readers = ['sam', 'kim', 'mover', 'presser', 'application', 'multipart']

export type Stage = Awaited<ReturnType<typeof setStage>>
type Row = Record<string, unknown>
type Got = { status: number; headers: Record<string, unknown>; text: string }

/** A real server in one of two worlds, with a mail server beside it. */
export async function setStage(name: (typeof worlds)[number]) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-scanners-'))
  const databaseUrl = `file:${join(folder, 'candor.db')}`
  const w = await world({ databaseUrl })
  const { key } = await createKey(w.as('ada'), { name: 'scanners', scopes: ['read', 'post', 'administer'] })
  for (const reader of readers) await w.subscriber(`${reader}@example.org`)
  await w.close()
  const sink: Sink = await smtpSink()
  const port = await freePort()
  const proxy = name.startsWith('https') ? await tlsProxy() : undefined
  proxy?.sendTo(port)
  const url = proxy?.url ?? `http://127.0.0.1:${port}`
  const env = {
    SECRET_KEY: 'k'.repeat(40),
    SMTP_URL: sink.url,
    PUBLIC_URL: url,
    TRUST_PROXY: String(proxy !== undefined),
  }
  const server: Server = await startServer({ folder, port, env })
  const db = createClient({ url: databaseUrl })
  const ask = (method: string, link: string, headers = {}, body = '') =>
    new Promise<Got>((resolve, reject) => {
      const how = link.startsWith('https:') ? askHttps : askHttp
      const length = body ? { 'Content-Length': Buffer.byteLength(body) } : {}
      const asking = how(link, { method, rejectUnauthorized: false, headers: { ...length, ...headers } }, (answer) => {
        let text = ''
        answer.on('data', (part) => (text += part))
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      })
      asking.once('error', reject)
      asking.end(body)
    })
  return {
    ...{ url, sink, ask },
    rows: async (sql: string) => (await db.execute(sql)).rows.map((row): Row => ({ ...row })),
    async api<T = { id: string }>(path: string, body: object, method = 'POST'): Promise<T> {
      const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
      const { status, text } = await ask(method, `${url}/api/v1${path}`, headers, JSON.stringify(body))
      if (status >= 300) throw new Error(`${path}: ${status} ${text}`)
      return JSON.parse(text) as T
    },
    form: (path: string, fields: Record<string, string>) =>
      ask(
        'POST',
        `${url}${path}`,
        { Origin: url, 'Content-Type': 'application/x-www-form-urlencoded' },
        String(new URLSearchParams(fields)),
      ),
    async close() {
      db.close()
      await server.stop()
      proxy?.close()
      await sink.close()
      forget(server)
    },
  }
}

/** Has every kind of mail sent to somebody. */
export async function everyMail(stage: Stage) {
  const states = [{ id: 'checkout0000', state: 'major_outage' }]
  const { id } = await stage.api('/incidents', {
    name: 'Checkout fails',
    body: 'See [here](https://elsewhere.example).',
    components: states,
  })
  await stage.api(`/incidents/${id}/updates`, { body: 'Found.', status: 'identified' })
  const plan = { scheduledFor: '2031-03-05T10:00:00Z', scheduledUntil: '2031-03-05T11:00:00Z' }
  await stage.api('/maintenances', {
    name: 'New disks',
    body: 'We change disks.',
    components: ['search000000'],
    ...plan,
  })
  await stage.api(`/incidents/${id}/updates`, { body: 'Mended.', status: 'resolved' })
  const parts = {
    summary: 'It broke.',
    impact: 'All.',
    rootCause: 'A disk.',
    resolution: 'Another.',
    prevention: 'More.',
  }
  await stage.api(`/incidents/${id}/postmortem`, { ...parts, body: 'What happened: a disk.' }, 'PUT')
  await stage.api(`/incidents/${id}/postmortem/publications`, {})
  await stage.form('/subscribe', { email: 'new@example.org' })
  await stage.form('/subscribe/link', { email: 'kim@example.org' })
  const own = new URL(await linkTo(stage, 'mover@example.org', 'following')).pathname
  const moved = await stage.form(`${own}/address`, { email: 'moved@example.org' })
  expect(moved.status).toBe(303)
  for (const address of ['new@example.org', 'moved@example.org']) await mailsTo(stage, address)
  await quiet(stage)
}

export const mailsTo = (stage: Stage, address: string) =>
  until(
    async () => {
      const mails = await stage.sink.read(address)
      return mails.length > 0 && mails
    },
    `mail to ${address}`,
    20_000,
  )

export async function linkTo(stage: Stage, address: string, kind: string): Promise<string> {
  const mails = await mailsTo(stage, address)
  const links = mails.flatMap(({ text }) => new RegExp(`https?://127\\S+/${kind}/[\\w-]+`).exec(text ?? '')?.[0] ?? [])
  return links.at(-1) ?? expect.fail(`${address} was sent no link to ${kind}`)
}

/** Every link of every mail, in text, html and headers; those to elsewhere, which a manager wrote, left out. */
export async function linksOf({ sink }: Stage): Promise<string[]> {
  const links = new Set<string>()
  for (const { raw } of sink.received) {
    const { html = '', text = '', headers } = await PostalMime.parse(raw)
    for (const [, link = ''] of html.matchAll(/href="([^"]+)"/g)) links.add(link.replaceAll('&amp;', '&'))
    for (const [link] of text.matchAll(/https?:\/\/[^\s<>)]+/g)) links.add(link)
    for (const { value } of headers) for (const [, link = ''] of value.matchAll(/<(https?:[^>]+)>/g)) links.add(link)
  }
  return [...links].filter((link) => !link.startsWith('https://elsewhere.example'))
}

/** Resolves when the relay has nothing left to do. */
export async function quiet(stage: Stage) {
  const left = `select 1 from events where tell in ('list', 'subscriber') and not exists (select 1 from fan_outs where event_id = events.id)
    union all select 1 from fan_outs where expanded_at is null or waiting > 0 limit 1`
  await until(async () => (await stage.rows(left)).length === 0, 'everybody to be told', 20_000)
}

/** Every row of every table, but for what the clock does by itself at midnight. */
export async function dump(stage: Stage): Promise<Record<string, unknown[]>> {
  const tables = await stage.rows("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
  const all: Record<string, unknown[]> = {}
  const own = ({ actor, kind }: Row) => actor !== 'clock' && kind !== 'day'
  for (const { name } of tables) all[String(name)] = (await stage.rows(`select * from ${name}`)).filter(own)
  expect(Object.keys(all).length).toBeGreaterThan(15)
  return all
}

export async function stateOf(stage: Stage, address: string) {
  return (await stage.rows(`select state from subscribers where address = '${address}'`))[0]?.state
}
