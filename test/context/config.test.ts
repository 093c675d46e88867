import { expect, test } from 'vitest'
import { readConfig } from '../../api/context/config.ts'
import { StartProblem } from '../../db/health.ts'

const real = { PUBLIC_URL: 'https://status.harbour.example', DATABASE_URL: 'file:/var/lib/candor.db' }

test('neither DATABASE_URL nor PUBLIC_URL is the demo: loopback, a file of its own, no mail leaves', () => {
  const config = readConfig({ SMTP_URL: 'smtp://mail.example.org', CANDOR_HOME: '/srv' })
  expect(config).toMatchObject({
    demo: true,
    host: '127.0.0.1',
    databaseUrl: 'file:/srv/data/demo.db',
    smtpUrl: undefined,
    smtpIgnored: true,
  })
})

test.each([
  [{ PUBLIC_URL: real.PUBLIC_URL }, { demo: false, mailFrom: 'status@status.harbour.example' }],
  [
    { DATABASE_URL: 'file:x.db', CANDOR_HOME: '/srv' },
    { demo: false, databaseUrl: 'file:/srv/x.db', publicUrl: 'http://127.0.0.1:4321' },
  ],
  [{ ...real, DATABASE_URL: 'libsql://db.example.org' }, { databaseUrl: 'libsql://db.example.org' }],
  [{ ...real, PUBLIC_URL: 'https://status.harbour.example/' }, { publicUrl: 'https://status.harbour.example' }],
  [{ PUBLIC_URL: 'http://127.0.0.1:9000' }, { publicUrl: 'http://127.0.0.1:9000' }],
])('%j gives %j', (env, expected) => {
  expect(readConfig(env)).toMatchObject(expected)
})

test.each([
  [{ ...real, PORT: '80x' }, /^PORT /],
  [{ ...real, PORT: '70000' }, /^PORT /],
  [{ ...real, PUBLIC_URL: 'status.example.org' }, /^PUBLIC_URL /],
  [{ ...real, PUBLIC_URL: 'http://status.example.org' }, /https/],
  [{ ...real, PUBLIC_URL: 'https://example.org/status' }, /without a path/],
  [{ ...real, DATABASE_URL: 'postgres://db' }, /^DATABASE_URL /],
  [{ ...real, DATABASE_URL: 'file:' }, /^DATABASE_URL /],
  [{ ...real, DATABASE_URL: 'file::memory:' }, /^DATABASE_URL /],
  [{ ...real, SMTP_URL: 'mail.example.org:25' }, /^SMTP_URL /],
  [{ ...real, SECRET_KEY: 'short' }, /^SECRET_KEY .*32/],
  [{ ...real, MAIL_FROM: 'Status <status@example.org>' }, /^MAIL_FROM /],
  [{ ...real, MAIL_FROM: 'a@b.example\r\nBcc: x@y.example' }, /^MAIL_FROM /],
  [{ ...real, LOG_LEVEL: 'loud' }, /^LOG_LEVEL /],
  [{ ...real, TRUST_PROXY: 'yes' }, /^TRUST_PROXY /],
  [{ ...real, MAIL_CONNECTIONS: '0' }, /^MAIL_CONNECTIONS /],
  [{ HOST: '0.0.0.0' }, /loopback only/],
])('%j is refused in a sentence', (env, sentence) => {
  expect(() => readConfig(env)).toThrow(StartProblem)
  expect(() => readConfig(env)).toThrow(sentence)
})

test('several mistakes are named at once', () => {
  expect(() => readConfig({ ...real, PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(/PORT .* LOG_LEVEL /)
})
