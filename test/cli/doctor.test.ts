import { chmodSync } from 'node:fs'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyDkim } from '../delivery/verifyDkim.ts'
import { smtpSink } from '../sinks/smtp.ts'
import { about, doctorStage } from './doctorStage.ts'

let s: Awaited<ReturnType<typeof doctorStage>>
beforeEach(async () => {
  s = await doctorStage()
})
afterEach(() => s.close())

test('all is well: a line each, and exit code 0', async () => {
  const { code, said } = await s.look()
  expect(said.filter((line) => !line.startsWith('ok '))).toEqual([])
  expect(said.map((line) => line.slice(9).split(':', 1)[0])).toEqual([
    ...['MAIL_FROM', 'PUBLIC_URL', 'BOUNCE_ADDRESS', 'DKIM key', 'Mail server', 'Encryption'],
    ...['SPF', 'DKIM', 'DMARC', 'Bounces'],
  ])
  for (const line of said) expect(line).toMatch(/^[^\n]+[^.]\.$/)
  expect(about(said, 'Mail server')[0]).toMatch(/127\.0\.0\.1:\d+ answers and offers PIPELINING/)
  expect(about(said, 'Bounces')[0]).toContain('come back to mx.harbour.example')
  expect(code).toBe(0)
  expect(s.sink.received).toEqual([])
})

test('a probe goes the way of all mails, signed, with the answer of the server', async () => {
  const { code, said } = await s.look({}, '--to', 'ops@example.org')
  expect(said.at(-1)).toMatch(/^ok {7}Probe: sent to ops@example\.org, signed; the server says: 250/)
  expect(code).toBe(0)
  const [{ raw, from, to } = { raw: '', from: '', to: [''] }] = s.sink.received
  expect([from, to]).toEqual(['bounces@back.harbour.example', ['ops@example.org']])
  expect(verifyDkim(raw, s.record)).toHaveProperty('covers')
  const mail = await PostalMime.parse(raw)
  expect(mail.subject).toBe('A probe from status.harbour.example')
  expect(mail.text).toContain('Nobody else got it')
})

test('a refused probe is a problem', async () => {
  const strict = await smtpSink({ rcpt: () => '550 5.1.1 <ops@example.org> Unknown' })
  const { code, said } = await s.look({ SMTP_URL: strict.url }, '--to', 'ops@example.org')
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
    () => ({ SMTP_URL: s.sink.url.replace('//', '//status:wrong@') }),
    /^problem {2}Login: the server does not let "status" in: .*SMTP_URL\.$/,
    1,
  ],
  [
    'a server that speaks another language',
    () => ({ SMTP_URL: s.sink.url.replace('smtp:', 'smtps:') }),
    /^problem {2}Mail server: .* cannot be used/,
    1,
  ],
]
test.each(settings)('%s is one line', async (_what, more, line, code) => {
  const { said, code: left } = await s.look(more())
  expect(said).toContainEqual(expect.stringMatching(line))
  expect(left).toBe(code)
})

test('a key that others can read is a warning', async () => {
  chmodSync(s.keyFile, 0o644)
  expect((await s.look()).said).toContainEqual(expect.stringMatching(/^warning {2}DKIM key: .*chmod 600/))
})

test('the demo has nothing to look at', async () => {
  const { code, said } = await s.look({ DATABASE_URL: '', PUBLIC_URL: '' })
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
  const { code, said, complained } = await s.type('doctor', ...args)
  expect([code, said, complained]).toEqual([1, [], [expect.stringMatching(/^[^\n]+help$/)]])
})
