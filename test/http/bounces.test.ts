import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../api/http/app.ts'
import { createKey } from '../../api/people/createKey.ts'
import { bounceStage } from '../delivery/bounceStage.ts'
import * as told from '../delivery/providerMails.ts'
import { dsn, vacation } from '../delivery/returned.ts'

let s: Awaited<ReturnType<typeof bounceStage>>
let key: string
beforeEach(async () => {
  s = await bounceStage()
  key = await keyFor('bounces')
})
afterEach(() => s.close())

const sam = 'sam@example.org'
const keyFor = async (...scopes: ('read' | 'post' | 'administer' | 'bounces')[]) =>
  (await createKey(s.w.as('ada'), { name: 'Mail', scopes })).key ?? ''
const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`
const send = (
  body: unknown,
  headers: Record<string, string> = { Authorization: `Bearer ${key}` },
  path = '/bounces',
) => {
  const none = async () => new Response()
  const app = createApp({ ctx: s.w.ctx, page: none, show: none, addressOf: () => '203.0.113.7' })
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return app.request(`/api/v1${path}`, { method: 'POST', body: text, headers })
}
const taken = async (body: unknown) => {
  const answer = await send(body)
  expect(answer.status).toBe(200)
  return answer.json()
}
const state = async () => (await s.sam())?.state

test('what a provider says is taken, and said again it changes nothing', async () => {
  for (const body of [told.postmark(sam), told.sns(told.sesBounce(sam)), [told.sendgrid(sam)], told.mailgun(sam)]) {
    await s.sentAgain()
    expect(await taken(body)).toEqual({ noted: 1, ignored: 0 })
    expect(await taken(body)).toEqual({ noted: 0, ignored: 1 })
    expect([await state(), await s.ledger()]).toEqual(['suppressed', ['bounced']])
  }
  expect(
    await s.rows("select distinct actor like 'key:%' as byKey from events where kind = 'subscriber.bounced'"),
  ).toEqual([{ byKey: 1 }])
})

test('Amazon may call it text; a subscription is confirmed by a person, never by us', async () => {
  const called = { Authorization: basic('candor', key), 'Content-Type': 'text/plain; charset=UTF-8' }
  expect((await send(told.snsConfirmation, called)).status).toBe(200)
  expect(s.w.logged).toEqual([
    {
      level: 'warn',
      message: expect.stringContaining('only you can do'),
      fields: { todo: expect.stringContaining(told.snsConfirmation.TopicArn) },
    },
  ])
  expect(
    (await send(told.sns('Successfully validated SNS topic for Amazon SES event publishing.'), called)).status,
  ).toBe(200)
})

test('a mail server hands on the mail itself, which has to prove what it says', async () => {
  const mail = { Authorization: `Bearer ${key}`, 'Content-Type': 'message/rfc822' }
  const noted = async (text: string) => (await (await send(text, mail)).json()) as object
  expect(await noted(vacation(s.path()))).toEqual({ noted: 0, ignored: 0 })
  expect(await noted(dsn({ to: 'bounces@status.harbour.example' }))).toEqual({ noted: 0, ignored: 1 })
  expect(await noted(dsn({ to: s.path() }))).toEqual({ noted: 1, ignored: 0 })
  expect(await state()).toBe('suppressed')
})

test.each([
  ['none', () => ({})],
  ['an unknown one', () => ({ Authorization: `Bearer candor_${'x'.repeat(43)}` })],
  ['an unknown one as a password', () => ({ Authorization: basic('candor', `candor_${'x'.repeat(43)}`) })],
  ['a wrong kind', () => ({ Authorization: 'Digest abc' })],
  ['noise as a password', () => ({ Authorization: 'Basic !!!!' })],
])('a key is asked for in both ways when there is %s', async (_what, headers) => {
  const answer = await send(told.postmark(sam), headers() as never)
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="[^"]+".*\bBearer$/)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await state()).toBe('active')
})

test('the key works as bearer, as password and as user name; its scope opens nothing else', async () => {
  for (const Authorization of [`Bearer ${key}`, basic('candor', key), basic('', key), basic(key, '')])
    expect((await send(told.sendgrid(sam), { Authorization })).status).toBe(422)
  const incident = JSON.stringify({ name: 'x', body: 'y' })
  const json = { 'Content-Type': 'application/json' }
  expect((await send(incident, { ...json, Authorization: `Bearer ${key}` }, '/incidents')).status).toBe(403)
  const poster = await keyFor('post')
  expect((await send(told.postmark(sam), { Authorization: `Bearer ${poster}` })).status).toBe(403)
  expect((await send(incident, { ...json, Authorization: basic('candor', poster) }, '/incidents')).status).toBe(401)
})

test.each([
  ['{broken', 400],
  ['', 422],
  [{}, 422],
  [[1], 422],
  ['"text"', 422],
  [{ kind: 'bounce' }, 422],
  [{ kind: 'praise', address: sam }, 422],
  [{ 'event-data': 'x' }, 422],
  [{ Type: 'Notification' }, 422],
  [{ RecordType: 'Open', Email: sam }, 422],
])('a body like %j is a problem, and changes nothing', async (body, status) => {
  const answer = await send(body)
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(/\.$/) })
  expect(await state()).toBe('active')
})

test('strangers cannot find out who subscribes: the answer to a key is all there is', async () => {
  expect(await taken(told.postmark('nobody@example.org'))).toEqual({ noted: 0, ignored: 1 })
})
