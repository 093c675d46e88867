import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDkim } from '../../api/delivery/dkim.ts'
import { readDkimKey } from '../../api/delivery/dkimKey.ts'
import { verifyDkim } from './verifyDkim.ts'

const folder = mkdtempSync(join(tmpdir(), 'candor-dkim-'))
afterAll(() => rmSync(folder, { recursive: true }))

const now = () => new Date('2026-03-01T09:00:00Z')

const keys = {
  'RSA in PKCS#8': () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  'RSA in PKCS#1': () =>
    generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
  Ed25519: () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
}

function keyFile(pem: string | Buffer, mode = 0o600) {
  const file = join(folder, `${Math.random()}.pem`)
  writeFileSync(file, pem)
  chmodSync(file, mode)
  return { domain: 'harbour.example', selector: 'candor', keyFile: file }
}

const message = [
  'From: "Harbour Books Status" <status@harbour.example>',
  'To: sam@example.org',
  'Subject: =?utf-8?Q?=E6=B3=A8?=',
  ' =?utf-8?Q?fails?=',
  'Message-ID: <abc@harbour.example>',
  'Date: Sun, 01 Mar 2026 09:00:00 +0000',
  'List-Id: "Harbour Books Status"   <status.harbour.example>',
  'List-Unsubscribe: <https://status.harbour.example/unsubscribe/1-abc>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  'Feedback-ID: incident:list:harbour:candor1',
  'Auto-Submitted: auto-generated',
  'In-Reply-To: <root@harbour.example>',
  'References: <root@harbour.example>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Checkout  fails.\t ',
  ' We look into it.',
  '',
  '',
].join('\r\n')

/** The message of RFC 8463, A.3, with its Ed25519 signature: it proves the verifier. */
const ofTheRfc = `DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.

`.replaceAll('\n', '\r\n')
const keyOfTheRfc = 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='

test('the verifier of these tests takes the signature that the standard prints, and no other', () => {
  expect(verifyDkim(ofTheRfc, keyOfTheRfc)).toMatchObject({ covers: expect.arrayContaining(['message-id']) })
  expect(verifyDkim(ofTheRfc.replace('hungry', 'angry'), keyOfTheRfc)).toEqual({ fails: 'body' })
  expect(verifyDkim(ofTheRfc.replace('dinner', 'supper'), keyOfTheRfc)).toEqual({ fails: 'signature' })
})

async function signed(pem: string | Buffer, text = message) {
  const dkim = keyFile(pem)
  const sign = await openDkim(dkim, now)
  const header = String(await sign?.(Buffer.from(text)))
  return { header, whole: header + text, record: (await readDkimKey(dkim, () => {})).record }
}

test.each(Object.entries(keys))('%s signs what the reader sees and what leads out', async (_name, make) => {
  const { header, whole, record } = await signed(make())
  expect(verifyDkim(whole, record)).toEqual({
    covers: [
      ...['from', 'from', 'to', 'to', 'subject', 'subject', 'date', 'date', 'message-id', 'in-reply-to', 'references'],
      ...['list-id', 'list-unsubscribe', 'list-unsubscribe-post', 'feedback-id', 'mime-version', 'content-type'],
    ],
  })
  expect(header).toMatch(
    /^DKIM-Signature: v=1; a=(rsa|ed25519)-sha256; c=relaxed\/relaxed;\s+d=harbour\.example;\s+s=candor;/,
  )
  expect(header).toMatch(/t=1772355600/)
  expect(header.endsWith('\r\n')).toBe(true)
  for (const line of header.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78)
})

const changes: [what: string, from: string | RegExp, to: string][] = [
  ['the text', 'We look', 'They look'],
  ['the way out', 'unsubscribe/1-abc', 'unsubscribe/2-abc'],
  ['one click', 'One-Click', 'Two-Clicks'],
  ['the sender', 'status@harbour', 'other@harbour'],
  ['a second sender', 'To: sam', 'From: eve@evil.example\r\nTo: sam'],
  ['a second subject', 'To: sam', 'Subject: Urgent\r\nTo: sam'],
]
test.each(changes)('%s cannot be changed on the way', async (_what, from, to) => {
  const { whole, record } = await signed(keys.Ed25519())
  expect(verifyDkim(whole.replace(from, to), record)).toHaveProperty('fails')
})

test('folding, blanks and lines at the end may be changed by any server on the way', async () => {
  const { whole, record } = await signed(keys.Ed25519())
  const changed = whole
    .replace('List-Id: "Harbour Books Status"   <', 'list-id : "Harbour Books\r\n\t Status" <')
    .replace('fails.\t \r\n', 'fails.\r\n')
    .replace(/(\r\n)+$/, '')
  expect(changed).not.toBe(whole)
  expect(verifyDkim(changed, record)).toHaveProperty('covers')
})

test.each([
  ['nothing', ''],
  ['only line ends', '\r\n\r\n\r\n'],
  ['only blanks', ' \t \r\n \t'],
  ['no line end', 'Checkout fails.'],
  ['bytes beyond ASCII', 'Größe 注文 🚢 \r\n.\r\n..\r\nend'],
])('a body of %s is signed as the standard says', async (_name, body) => {
  const { whole, record } = await signed(keys.Ed25519(), message.slice(0, message.indexOf('\r\n\r\n') + 4) + body)
  expect(verifyDkim(Buffer.from(whole).toString('latin1'), record)).toHaveProperty('covers')
})

test('without a key nothing is signed; a key that cannot sign mail is one line', async () => {
  expect(await openDkim(undefined, now)).toBeUndefined()
  const small = generateKeyPairSync('rsa', { modulusLength: 768 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' })
  const locked = generateKeyPairSync('ed25519').privateKey.export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
  } as never) as unknown as string
  const wrong: [object, RegExp][] = [
    [keyFile(small), /768 bits/],
    [keyFile(curve), /neither RSA nor Ed25519/],
    [keyFile(locked), /has a passphrase/],
    [keyFile('no key'), /not a private key in PEM/],
    [{ ...keyFile(''), keyFile: join(folder, 'missing.pem') }, /cannot be read \(ENOENT\)/],
  ]
  for (const [dkim, sentence] of wrong) {
    const refusal = await openDkim(dkim as never, now).catch((error) => error)
    expect(refusal).toMatchObject({ name: 'StartProblem', message: expect.stringMatching(sentence) })
    expect(refusal.message).not.toContain('\n')
  }
})

test('a key that others can read still signs, and its owner is told', async () => {
  const said: string[] = []
  await openDkim(keyFile(keys.Ed25519(), 0o644), now, (sentence) => said.push(sentence))
  expect(said).toEqual([expect.stringContaining('chmod 600')])
  await openDkim(keyFile(keys.Ed25519()), now, (sentence) => said.push(sentence))
  expect(said).toHaveLength(1)
})
