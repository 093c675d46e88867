import { afterEach, beforeEach, expect, test } from 'vitest'
import { readProvider } from '../../api/delivery/bounces/providers.ts'
import { takeReports } from '../../api/delivery/bounces/takeReports.ts'
import { bounceStage } from './bounceStage.ts'
import * as told from './providerMails.ts'

let s: Awaited<ReturnType<typeof bounceStage>>
beforeEach(async () => {
  s = await bounceStage()
})
afterEach(() => s.close())

const sam = 'sam@example.org'
const taken = (body: unknown) => takeReports(s.w.ctx, readProvider(body).reports, true)
const state = async () => (await s.sam())?.state

const gone: [who: string, body: () => unknown][] = [
  ['us', () => ({ kind: 'bounce', address: sam, status: '5.1.1', reason: '550 5.1.1 Nobody here' })],
  ['us, by return path', () => ({ kind: 'bounce', returnPath: s.path(), status: '5.1.1' })],
  ['Postmark', () => told.postmark(sam)],
  ['Postmark, without details', () => told.postmark(sam, { Details: '', Type: 'BadEmailAddress', TypeCode: 100000 })],
  ['Amazon SES through SNS', () => told.sns(told.sesBounce(sam))],
  ['Amazon SES, delivered raw', () => told.sesBounce(sam)],
  [
    'Amazon SES, from its own list',
    () =>
      told.sesBounce(sam, { bounceSubType: 'OnAccountSuppressionList', bouncedRecipients: [{ emailAddress: sam }] }),
  ],
  ['SendGrid', () => [told.sendgrid(sam)]],
  [
    'SendGrid, of an address that it writes to no more',
    () => [told.sendgrid(sam, { event: 'dropped', reason: 'Bounced Address', status: '' })],
  ],
  ['Mailgun', () => told.mailgun(sam)],
  [
    'Mailgun, of an address that it writes to no more',
    () => told.mailgun(sam, { reason: 'suppress-bounce', 'delivery-status': { code: 605, message: '' } }),
  ],
]
test.each(gone)('told by %s that nobody is there, we write no more, and say it once', async (_who, body) => {
  expect(await taken(body())).toEqual({ noted: 1, ignored: 0 })
  expect([await state(), await s.ledger()]).toEqual(['suppressed', ['bounced']])
  expect(await taken(body())).toEqual({ noted: 0, ignored: 1 })
  expect(await s.counts()).toEqual({ sent: 0, bounced: 1, failed: 0, suppressed: 0 })
  expect(JSON.stringify(await s.rows('select suppressed_for, outcome from subscribers join deliveries'))).not.toContain(
    sam,
  )
})

const complaints: [who: string, body: () => unknown][] = [
  ['us', () => ({ kind: 'complaint', address: sam })],
  ['Postmark', () => told.postmark(sam, { RecordType: 'SpamComplaint', Type: 'SpamComplaint', TypeCode: 512 })],
  ['Amazon SES', () => told.sns(told.sesComplaint(sam))],
  [
    'SendGrid',
    () => [told.sendgrid(sam, { event: 'spamreport', reason: undefined, status: undefined, type: undefined })],
  ],
  ['Mailgun', () => told.mailgun(sam, { event: 'complained', severity: undefined, reason: undefined })],
]
test.each(complaints)('told by %s that a reader calls it spam, we end the subscription', async (_who, body) => {
  expect(await taken(body())).toEqual({ noted: 1, ignored: 0 })
  expect(await state()).toBe('unsubscribed')
  expect(await s.logged()).toEqual(['subscriber.complained'])
})

const lasting: [what: string, body: () => unknown, ledger: string, failures: number][] = [
  [
    'a full mailbox at Postmark',
    () => told.postmark(sam, { Type: 'SoftBounce', Details: 'smtp;552 5.2.2 Full' }),
    'bounced',
    1,
  ],
  [
    'a refusal of our reputation at Postmark',
    () => told.postmark(sam, { Type: 'Blocked', Details: 'smtp;550 No' }),
    'bounced',
    0,
  ],
  ['a delay at Postmark', () => told.postmark(sam, { Type: 'Transient', Details: '451 Later' }), 'sent', 0],
  ['a holiday notice at Postmark', () => told.postmark(sam, { Type: 'AutoResponder' }), 'sent', 0],
  [
    'a bounce without a reason at SES',
    () => told.sesBounce(sam, { bouncedRecipients: [{ emailAddress: sam }] }),
    'bounced',
    1,
  ],
  ['a transient bounce at SES', () => told.sesBounce(sam, { bounceType: 'Transient' }), 'sent', 0],
  ['a delivery at SES', () => ({ notificationType: 'Delivery', mail: {}, delivery: { recipients: [sam] } }), 'sent', 0],
  ['a refusal of our reputation at SendGrid', () => [told.sendgrid(sam, { type: 'blocked' })], 'bounced', 0],
  ['a delay at SendGrid', () => [told.sendgrid(sam, { event: 'deferred', response: '400 later' })], 'sent', 0],
  ['an opened mail at SendGrid', () => [told.sendgrid(sam, { event: 'open' })], 'sent', 0],
  ['a delay at Mailgun', () => told.mailgun(sam, { severity: 'temporary' }), 'sent', 0],
  [
    'policy at Mailgun',
    () => told.mailgun(sam, { 'delivery-status': { code: 554, message: '5.7.1 Not wanted' } }),
    'bounced',
    1,
  ],
]
test.each(lasting)('%s keeps the subscriber', async (_what, body, ledger, failures) => {
  await taken(body())
  expect(await s.sam()).toMatchObject({ state: 'active', failures })
  expect(await s.ledger()).toEqual([ledger])
})

test('by the name that our mail had, the right one of two is marked', async () => {
  const name = s.w.mailbox(sam)[0]?.headers['Message-ID'] ?? ''
  await s.news()
  const policy = { bouncedRecipients: [{ emailAddress: sam, status: '5.7.1' }] }
  for (const body of [
    told.sesBounce(sam, policy, name),
    [told.sendgrid(sam, { 'smtp-id': name, status: '5.7.1', reason: 'policy', bounce_classification: '' })],
    told.mailgun(sam, { 'delivery-status': { code: 554 } }, name.slice(1, -1)),
  ]) {
    await s.sentAgain()
    expect(await taken(body)).toEqual({ noted: 1, ignored: 0 })
    expect(await s.ledger()).toEqual(['bounced', 'sent'])
  }
})

test('many events at once are each taken for themselves', async () => {
  await s.w.subscriber('kim@example.org')
  const events = [
    told.sendgrid(sam),
    told.sendgrid('stranger@example.org'),
    told.sendgrid('kim@example.org', { event: 'open' }),
  ]
  expect(await taken(events)).toEqual({ noted: 1, ignored: 1 })
})
