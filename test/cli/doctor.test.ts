import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDkimKey } from '../../api/delivery/dkimKey.ts'
import { verifyDkim } from '../delivery/verifyDkim.ts'
import { dnsSink, type Zone } from '../sinks/dns.ts'
import { type Sink, smtpSink } from '../sinks/smtp.ts'
import { type World, world } from '../world.ts'
import { typing } from './typing.ts'

let w: World
let sink: Sink
let dns: Awaited<ReturnType<typeof dnsSink>>
let keyFile: string
let record: string
let env: Record<string, string>
beforeEach(async () => {
  w = await world({ bare: true })
  sink = await smtpSink()
  keyFile = join(w.folder, 'dkim.pem')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  record = (await readDkimKey({ domain: '', selector: '', keyFile }, () => {})).record
  env = {
    MAIL_FROM: 'status@harbour.example',
    BOUNCE_ADDRESS: 'bounces@back.harbour.example',
    SMTP_URL: sink.url,
    DKIM_KEY_FILE: keyFile,
    DKIM_SELECTOR: 'candor',
  }
  dns = await dnsSink({
    'back.harbour.example': { txt: ['v=spf1 mx -all'], mx: ['mx.harbour.example'] },
    'mx.harbour.example': { a: ['203.0.113.7'] },
    'candor._domainkey.harbour.example': { txt: [record] },
    '_dmarc.harbour.example': { txt: ['v=DMARC1; p=quarantine'] },
  })
})
afterEach(async () => {
  await dns.close()
  await sink.close()
  await w.close()
})

const look = async (more: Record<string, string> = {}, ...args: string[]) => {
  const { code, said, complained } = await typing(w, { ...env, ...more })(
    'doctor',
    'mail',
    '--dns',
    dns.server,
    ...args,
  )
  expect(complained).toEqual([])
  return { code, said }
}
const about = (said: string[], what: string) => said.filter((line) => line.slice(9).startsWith(`${what}:`))
const change = (zone: Zone) => Object.assign(dns.zone, zone)

test('all is well: a line each, and exit code 0', async () => {
  const { code, said } = await look()
  expect(said.filter((line) => !line.startsWith('ok '))).toEqual([])
  expect(said.map((line) => line.slice(9).split(':', 1)[0])).toEqual([
    ...['MAIL_FROM', 'PUBLIC_URL', 'BOUNCE_ADDRESS', 'DKIM key', 'Mail server', 'Encryption'],
    ...['SPF', 'DKIM', 'DMARC', 'Bounces'],
  ])
  for (const line of said) expect(line).toMatch(/^[^\n]+[^.]\.$/)
  expect(about(said, 'Mail server')[0]).toMatch(/127\.0\.0\.1:\d+ answers and offers PIPELINING/)
  expect(about(said, 'Bounces')[0]).toContain('come back to mx.harbour.example')
  expect(code).toBe(0)
  expect(sink.received).toEqual([])
})

test('a probe goes the way of all mails, signed, with the answer of the server', async () => {
  const { code, said } = await look({}, '--to', 'ops@example.org')
  expect(said.at(-1)).toMatch(/^ok {7}Probe: sent to ops@example\.org, signed; the server says: 250/)
  expect(code).toBe(0)
  const [{ raw, from, to } = { raw: '', from: '', to: [''] }] = sink.received
  expect([from, to]).toEqual(['bounces@back.harbour.example', ['ops@example.org']])
  expect(verifyDkim(raw, record)).toHaveProperty('covers')
  const mail = await PostalMime.parse(raw)
  expect(mail.subject).toBe('A probe from status.harbour.example')
  expect(mail.text).toContain('Nobody else got it')
})

test('a refused probe is a problem', async () => {
  const strict = await smtpSink({ rcpt: () => '550 5.1.1 <ops@example.org> Unknown' })
  const { code, said } = await look({ SMTP_URL: strict.url }, '--to', 'ops@example.org')
  await strict.close()
  expect(said.at(-1)).toContain('problem  Probe: not sent to ops@example.org; the server says: 550 5.1.1 <…> Unknown.')
  expect(code).toBe(1)
})

const settings: [what: string, more: () => Record<string, string>, line: RegExp, code: number][] = [
  [
    'no sender',
    () => ({ MAIL_FROM: '' }),
    /^warning {2}MAIL_FROM: is not set; mails come from status@status\.harbour/,
    1,
  ],
  ['no https', () => ({ PUBLIC_URL: 'http://127.0.0.1:4321' }), /^problem {2}PUBLIC_URL: .* is not https/, 1],
  ['no mail server', () => ({ SMTP_URL: '' }), /^problem {2}SMTP_URL: is not set: mails wait/, 1],
  ['no way back', () => ({ BOUNCE_ADDRESS: '' }), /^warning {2}BOUNCE_ADDRESS: is not set/, 1],
  ['no key', () => ({ DKIM_KEY_FILE: '', DKIM_SELECTOR: '' }), /^warning {2}DKIM key: not configured/, 0],
  ['a missing key', () => ({ DKIM_KEY_FILE: '/nowhere.pem' }), /^problem {2}DKIM key: .*cannot be read/, 1],
  [
    'a server that is not there',
    () => ({ SMTP_URL: 'smtp://127.0.0.1:1' }),
    /^problem {2}Mail server: 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/,
    1,
  ],
  [
    'a server that does not let us in',
    () => ({ SMTP_URL: sink.url.replace('//', '//status:wrong@') }),
    /^problem {2}Login: the server does not let "status" in: .*SMTP_URL\.$/,
    1,
  ],
  [
    'a server that speaks another language',
    () => ({ SMTP_URL: sink.url.replace('smtp:', 'smtps:') }),
    /^problem {2}Mail server: .* cannot be used/,
    1,
  ],
]
test.each(settings)('%s is one line', async (_what, more, line, code) => {
  const { said, code: left } = await look(more())
  expect(said).toContainEqual(expect.stringMatching(line))
  expect(left).toBe(code)
})

test('a key that others can read is a warning', async () => {
  chmodSync(keyFile, 0o644)
  expect((await look()).said).toContainEqual(expect.stringMatching(/^warning {2}DKIM key: .*chmod 600/))
})

const zones: [what: string, zone: () => Zone, line: RegExp, code: number][] = [
  [
    'no SPF',
    () => ({ 'back.harbour.example': { mx: ['mx.harbour.example'] } }),
    /^problem {2}SPF: .* has none\. Publish the TXT record "v=spf1 /,
    1,
  ],
  [
    'two SPF records',
    () => ({ 'back.harbour.example': { txt: ['v=spf1 -all', 'v=spf1 mx -all'], mx: ['m.example'] } }),
    /^problem {2}SPF: .* has 2 records/,
    1,
  ],
  [
    'SPF for everybody',
    () => ({ 'back.harbour.example': { txt: ['v=spf1 +all'], mx: ['m.example'] } }),
    /^problem {2}SPF: .* lets everybody send/,
    1,
  ],
  [
    'no DKIM record',
    () => ({ 'candor._domainkey.harbour.example': {} }),
    /^problem {2}DKIM: .* is not there\. Publish the TXT record candor\._domainkey\.harbour\.example with: v=DKIM1; k=rsa; p=MI/,
    1,
  ],
  [
    'another DKIM key',
    () => ({ 'candor._domainkey.harbour.example': { txt: ['v=DKIM1; p=MIIB'] } }),
    /^problem {2}DKIM: .* holds another key/,
    1,
  ],
  [
    'two DKIM keys',
    () => ({ 'candor._domainkey.harbour.example': { txt: [record, record] } }),
    /^problem {2}DKIM: .* has 2 keys/,
    1,
  ],
  [
    'a DKIM key of another kind',
    () => ({ 'candor._domainkey.harbour.example': { txt: [record.replace('rsa', 'ed25519')] } }),
    /^problem {2}DKIM: .* calls its key ed25519/,
    1,
  ],
  [
    'a DKIM key in testing',
    () => ({ 'candor._domainkey.harbour.example': { txt: [`t=y; ${record}`] } }),
    /^warning {2}DKIM: .* only testing/,
    0,
  ],
  [
    'no DMARC',
    () => ({ '_dmarc.harbour.example': {} }),
    /^problem {2}DMARC: harbour\.example has none.*v=DMARC1; p=none/,
    1,
  ],
  [
    'no MX',
    () => ({ 'back.harbour.example': { txt: ['v=spf1 -all'], a: ['203.0.113.7'] } }),
    /^warning {2}Bounces: .* has no MX/,
    0,
  ],
  [
    'a null MX',
    () => ({ 'back.harbour.example': { txt: ['v=spf1 -all'], mx: [''] } }),
    /^problem {2}Bounces: .* takes no mail/,
    1,
  ],
  [
    'no bounce domain',
    () => ({ 'back.harbour.example': { txt: ['v=spf1 -all'] } }),
    /^problem {2}Bounces: .* neither MX nor address/,
    1,
  ],
]
test.each(zones)('%s is one line', async (_what, zone, line, code) => {
  change(zone())
  const { said, code: left } = await look()
  expect(said).toContainEqual(expect.stringMatching(line))
  expect(left).toBe(code)
})

test('a policy that neither signature nor SPF meets is a problem; by SPF alone it is a warning', async () => {
  const strict = 'v=DMARC1; p=reject; adkim=s; aspf=s'
  change({ '_dmarc.harbour.example': { txt: [strict] }, 'candor._domainkey.mail.harbour.example': { txt: [record] } })
  const foreign = await look({ DKIM_DOMAIN: 'mail.harbour.example' })
  expect(about(foreign.said, 'DMARC')[0]).toMatch(/^problem .*neither our signature \(mail\.harbour\.example\) nor SPF/)
  change({ '_dmarc.harbour.example': { txt: ['v=DMARC1; p=reject; adkim=s'] } })
  expect(about((await look({ DKIM_DOMAIN: 'mail.harbour.example' })).said, 'DMARC')[0]).toMatch(
    /^warning .*only SPF counts/,
  )
})

test('a subdomain lives under the policy of its domain', async () => {
  change({ 'candor._domainkey.status.harbour.example': { txt: [record] } })
  expect(about((await look({ MAIL_FROM: 'a@status.harbour.example' })).said, 'DMARC')[0]).toMatch(
    /^ok .*harbour\.example asks for p=quarantine; our signature counts/,
  )
})

test('without a name server it says that it cannot look, at once, and calls nothing wrong', async () => {
  await dns.close()
  const began = performance.now()
  const { code, said } = await look()
  expect(said.at(-1)).toMatch(
    /^warning {2}DNS: no name server answers \(E\w+\), so SPF, DKIM, DMARC and MX cannot be looked up.*--dns/,
  )
  expect(code).toBe(0)
  expect(performance.now() - began).toBeLessThan(15_000)
  dns = await dnsSink({})
})

test('the demo has nothing to look at', async () => {
  const { code, said } = await look({ DATABASE_URL: '', PUBLIC_URL: '' })
  expect([code, said]).toEqual([1, [expect.stringMatching(/^problem {2}Demo: it sends no mail/)]])
})

test.each([
  [],
  ['disk'],
  ['mail', '--to'],
  ['mail', '--to', 'nobody'],
  ['mail', '--dance', 'x'],
  ['mail', '--dns', 'here'],
])('doctor %s %s %s is mistyped', async (...args) => {
  const { code, said, complained } = await typing(w, env)('doctor', ...args)
  expect([code, said, complained]).toEqual([1, [], [expect.stringMatching(/^[^\n]+help$/)]])
})
