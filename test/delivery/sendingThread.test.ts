import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Mail, Transport } from '../../api/delivery/email.ts'
import { type SenderConfig, startSendingThread } from '../../api/delivery/sendingThread.ts'
import { type Manners, type Sink, smtpSink } from '../sinks/smtp.ts'

const file = new URL('../../api/delivery/sender.ts', import.meta.url).pathname
const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function stage(manners: Manners = {}, dkim?: SenderConfig['dkim']) {
  const sink = await smtpSink(manners)
  const died: Error[] = []
  const config = { smtpUrl: sink.url, mailConnections: 3, mailRate: undefined, dkim }
  const thread = startSendingThread(config, file, (error) => died.push(error))
  open.push(
    () => thread.close(true),
    () => sink.close(),
  )
  return { sink, thread, died }
}

function mail(n: number, letter: number): Mail {
  const to = `reader${n}@example.org`
  const template = templates[letter] as Mail['template']
  return { returnPath: 'status@harbour.example', to, template, values: { address: to } } as Mail
}

/** More letters than the thread keeps, as when many events are told at once. */
const templates = Array.from({ length: 70 }, (_, n) => [
  `Subject: letter ${n}\r\n\r\n`,
  { field: 'address', spelt: 'head' } as const,
  '\r\n',
])

const received = ({ received }: Sink) => received.map(({ to, raw }) => `${to[0]}: ${raw.replace(/\s+/g, ' ').trim()}`)
const all = (thread: Transport, count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => thread.send(mail(n, n % templates.length))))

test('every mail arrives once, with its own letter and its own reader', async () => {
  const { sink, thread } = await stage()
  const outcomes = await all(thread, 400)
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['sent']))
  const wanted = Array.from({ length: 400 }, (_, n) => {
    const to = `reader${n}@example.org`
    return `${to}: Subject: letter ${n % templates.length} ${to}`
  })
  expect(received(sink).sort()).toEqual(wanted.sort())
})

test('what a server refuses comes back as what it is', async () => {
  const { thread } = await stage({
    rcpt: (to) => (to.startsWith('reader1@') ? '550 5.1.1 Nobody here' : undefined),
    data: (to) => (to.startsWith('reader2@') ? '451 4.7.1 later' : undefined),
  })
  const outcomes = await all(thread, 4)
  expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'gone', 'later', 'sent'])
})

test('when the thread dies, what it had is down, and the next mail starts another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-thread-'))
  open.push(() => rmSync(folder, { recursive: true }))
  const keyFile = join(folder, 'dkim.pem')
  const { sink, thread, died } = await stage({}, { domain: 'harbour.example', selector: 's', keyFile })
  const outcomes = await Promise.all([thread.send(mail(0, 0)), thread.send(mail(1, 1))])
  expect(outcomes.map(({ kind }) => kind)).toEqual(['down', 'down'])
  expect(died.map(String)).toEqual([expect.stringContaining(keyFile)])

  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  expect(await thread.send(mail(7, 7))).toMatchObject({ kind: 'sent' })
  expect(received(sink)).toEqual([expect.stringMatching(/^reader7@example.org: DKIM-Signature: .*letter 7 reader7@/)])
})

test('a stop lets what is under way end, a hard stop cuts it', async () => {
  const gentle = await stage({ delay: 100 })
  const sent = gentle.thread.send(mail(1, 1))
  await new Promise((resolve) => setTimeout(resolve, 500))
  await gentle.thread.close(false)
  expect(await sent).toMatchObject({ kind: 'sent' })

  const hard = await stage({ hold: () => new Promise(() => {}) })
  const cut = hard.thread.send(mail(1, 1))
  await new Promise((resolve) => setTimeout(resolve, 300))
  await hard.thread.close(true)
  expect((await cut).kind).toBe('down')
})
