import { afterEach, beforeEach, expect, test } from 'vitest'
import { bounceStage } from './bounceStage.ts'
import { abuseReport, dsn, vacation } from './returned.ts'

let s: Awaited<ReturnType<typeof bounceStage>>
beforeEach(async () => {
  s = await bounceStage()
})
afterEach(() => s.close())

test('the address is found where mail servers put it', async () => {
  const plain = (more: object) => dsn({ to: 'bounces@status.harbour.example', ...more })
  const original = `Return-Path: <${s.path()}>\nTo: sam@example.org`
  const ways: [string, string[]][] = [
    [plain({}), [s.path()]],
    [plain({}).replace('Delivered-To: ', `X-Original-To: ${s.path()}\r\nDelivered-To: `), []],
    [plain({}).replace('Delivered-To: ', `Envelope-To: <${s.path().toUpperCase()}>\r\nDelivered-To: `), []],
    [plain({ original }), []],
    [plain({ original, part: 'text/rfc822-headers' }), []],
  ]
  for (const [mail, recipients] of ways) {
    await s.sentAgain()
    expect((await s.take(mail, recipients)).noted).toBe(1)
  }
})

test('without it, the name of the returned mail proves as much, together with the address it went to', async () => {
  const [mail] = s.w.mailbox('sam@example.org')
  const to = 'status@status.harbour.example'
  const original = (name: string, reader = 'sam@example.org') => `To: ${reader}\nMessage-ID: ${name}`
  const name = mail?.headers['Message-ID'] ?? ''
  await s.w.subscriber('kim@example.org')
  const kim = { reader: 'kim@example.org', original: original(name, 'kim@example.org') }
  expect((await s.take(dsn({ to, ...kim }))).noted).toBe(0)
  expect((await s.take(dsn({ to, original: original('<guess@status.harbour.example>') }))).noted).toBe(0)
  expect((await s.take(dsn({ to, original: original(name) }))).noted).toBe(1)
  expect(await s.sam()).toMatchObject({ state: 'suppressed' })
})

test('a later mail of the conversation is recognised by its name, too', async () => {
  await s.news()
  const name = s.w.mailbox('sam@example.org')[1]?.headers['Message-ID']
  await s.take(dsn({ to: 'status@harbour.example', original: `Message-ID: ${name}` }))
  expect(await s.ledger()).toEqual(['sent', 'bounced'])
})

test('a complaint ends the subscription, once', async () => {
  expect(await s.take(abuseReport(s.path()))).toEqual({ noted: 1, ignored: 0 })
  expect(await s.sam()).toMatchObject({ state: 'unsubscribed', leftAt: s.w.ctx.now() })
  expect(await s.take(abuseReport(s.path()))).toEqual({ noted: 0, ignored: 1 })
  expect(await s.logged()).toEqual(['subscriber.complained'])
  await s.news()
  expect(s.w.mailbox('sam@example.org')).toHaveLength(1)
})

test('a complaint with the return path in the returned headers only', async () => {
  expect(await s.take(abuseReport('status@harbour.example', { original: `Return-Path: <${s.path()}>` }))).toMatchObject(
    {
      noted: 1,
    },
  )
})

test.each(['not-spam', 'auth-failure', 'virus', 'other'])('feedback of type %s is no complaint', async (type) => {
  expect(await s.take(abuseReport(s.path(), { type }))).toEqual({ noted: 0, ignored: 0 })
  expect(await s.sam()).toMatchObject({ state: 'active' })
})

const noReport: [what: string, mail: () => string][] = [
  ['a holiday notice', () => vacation(s.path())],
  ['a person who writes back', () => vacation(s.path()).replace(/^(Auto|X-Auto|Prec).*\r\n/gm, '')],
  [
    'a read receipt',
    () => dsn({ to: s.path() }).replace('message/delivery-status', 'message/disposition-notification'),
  ],
  ['an empty mail', () => ''],
  ['noise', () => '\u0000\r\n\r\n--\r\n'.repeat(1000)],
  ['a report cut off before it says anything', () => dsn({ to: s.path() }).split('Final-Recipient')[0] ?? ''],
  ['parts within parts within parts', () => nested(s.path(), 300)],
]
test.each(noReport)('%s changes nothing', async (_what, mail) => {
  expect(await s.take(mail())).toEqual({ noted: 0, ignored: 0 })
  expect([await s.ledger(), await s.logged(), (await s.sam())?.state]).toEqual([['sent'], [], 'active'])
})

test('a report that was cut off after it said enough is a report', async () => {
  const whole = dsn({ to: s.path() })
  expect((await s.take(whole.slice(0, whole.indexOf('Content-Description: Undelivered')))).noted).toBe(1)
})

test('a report in bare line feeds, in base64 and in capitals is a report', async () => {
  const encoded = dsn({ to: s.path() }).replace(
    /Content-Type: message\/delivery-status\r\n\r\n([\s\S]*?)\r\n--/,
    (_whole, text) =>
      `Content-Type: MESSAGE/DELIVERY-STATUS\r\nContent-Transfer-Encoding: base64\r\n\r\n${btoa(text).replace(/.{76}/g, '$&\r\n')}\r\n--`,
  )
  expect(encoded).toContain('base64')
  expect((await s.take(encoded)).noted).toBe(1)
  await s.sentAgain()
  expect((await s.take(dsn({ to: s.path() }).replaceAll('\r\n', '\n'))).noted).toBe(1)
})

test('a hostile megabyte is read in no time', async () => {
  const hostile = [
    dsn({ to: s.path(), diagnostic: 'x'.repeat(1_000_000) }),
    dsn({ to: s.path() }).replace('Final-Recipient', `${'a:b\r\n'.repeat(200_000)}Final-Recipient`),
    `To: ${'a@'.repeat(500_000)}\r\n\r\n`,
    `To: ${'<'.repeat(1_000_000)}\r\n\r\n`,
    `Content-Type: multipart/report; boundary=b\r\n\r\n${'--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n'.repeat(15_000)}`,
  ]
  for (const mail of hostile) {
    const began = performance.now()
    await s.take(mail)
    expect(performance.now() - began).toBeLessThan(500)
  }
})

function nested(to: string, depth: number): string {
  const head = (level: number) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`
  return `To: ${to}\r\n${Array.from({ length: depth }, (_, level) => head(level)).join('')}`
}
