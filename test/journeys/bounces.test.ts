import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDkimKey } from '../../api/delivery/dkimKey.ts'
import * as told from '../delivery/providerMails.ts'
import { dsn, vacation } from '../delivery/returned.ts'
import { verifyDkim } from '../delivery/verifyDkim.ts'
import { until } from '../server.ts'
import { type Stage, setStage } from './story.ts'

const folder = mkdtempSync(join(tmpdir(), 'candor-bounces-'))
const keyFile = join(folder, 'dkim.pem')
const env = {
  MAIL_FROM: 'status@harbour.example',
  BOUNCE_ADDRESS: 'bounces@status.harbour.example',
  DKIM_KEY_FILE: keyFile,
  DKIM_SELECTOR: 'candor',
}

let stage: Stage
beforeAll(async () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  stage = await setStage(env)
})
afterAll(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true })
})

const readers = ['sam', 'kim', 'lee']
const mailsTo = (name: string) => stage.sink.received.filter(({ to }) => to[0] === `${name}@example.org`)
const stateOf = async (id: string) => (await stage.api<{ state: string }>('GET', `/subscribers/${id}`)).state

/** What a mail server does with a mail for the bounce address. */
async function pipe(mail: string, recipient: string) {
  const { url, databaseUrl } = stage.server
  const ours = { DATABASE_URL: databaseUrl, PUBLIC_URL: url, RECIPIENT: recipient, ...env }
  const child = spawn(process.execPath, ['server.mjs', 'candor', 'bounce'], { env: { ...process.env, ...ours } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part))
  child.stdin.end(mail)
  const [code] = await once(child, 'close')
  return { code, output }
}

test('signed mails go out, and who bounces or complains gets no more of them', async () => {
  const ids: Record<string, string> = {}
  for (const name of readers)
    ids[name] = (
      await stage.api<{ id: string }>('POST', '/subscribers', { email: `${name}@example.org`, attested: true })
    ).id
  const { id: incident } = await stage.api<{ id: string }>('POST', '/incidents', {
    name: 'Checkout fails',
    body: 'Looking.',
  })
  await until(async () => readers.every((name) => mailsTo(name).length === 1), 'a mail to each', 30_000)

  const { record } = await readDkimKey({ domain: '', selector: '', keyFile }, () => {})
  const returnPaths = readers.map((name) => mailsTo(name)[0]?.from ?? '')
  for (const name of readers) {
    const [mail] = mailsTo(name)
    expect(verifyDkim(mail?.raw ?? '', record)).toMatchObject({
      covers: expect.arrayContaining(['list-unsubscribe-post']),
    })
    expect(mail?.from).toMatch(/^bounces\+[0-9a-z]+-[0-9a-f]{16}@status\.harbour\.example$/)
  }
  expect(new Set(returnPaths).size).toBe(readers.length)

  const [back = ''] = returnPaths
  expect(await pipe(vacation(back), back)).toEqual({ code: 0, output: '' })
  expect(await stateOf(ids.sam as string)).toBe('active')
  expect(await pipe(dsn({ to: back }), back)).toEqual({ code: 0, output: '' })
  expect(await stateOf(ids.sam as string)).toBe('suppressed')

  const made = await stage.api<{ key: string }>('POST', '/keys', { name: 'Postmark', scopes: ['bounces'] })
  const report = (password: string) =>
    fetch(`${stage.server.url}/api/v1/bounces`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`candor:${password}`)}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(told.postmark('kim@example.org', { Type: 'SpamComplaint', TypeCode: 100001 })),
    })
  const refused = await report('guess')
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
    401,
    expect.stringMatching(/^Basic realm=/),
  ])
  const taken = await report(made.key)
  expect([taken.status, await taken.json()]).toEqual([200, { noted: 1, ignored: 0 }])
  expect(await stateOf(ids.kim as string)).toBe('unsubscribed')

  await stage.api('POST', `/incidents/${incident}/updates`, { status: 'identified', body: 'Found.' })
  await until(async () => mailsTo('lee').length === 2, 'the second mail to who is left', 30_000)
  expect([mailsTo('sam').length, mailsTo('kim').length]).toEqual([1, 1])
})
