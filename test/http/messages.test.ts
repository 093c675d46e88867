import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Transport } from '../../api/delivery/email.ts'
import type { Env } from '../../api/http/env.ts'
import { v1 } from '../../api/http/v1/v1.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { removeSubscriber } from '../../api/subscribers/removeSubscriber.ts'
import type { CastName } from '../cast.ts'
import { type World, world } from '../world.ts'

let w: World
let base: string
beforeEach(async () => {
  w = await world()
  for (const address of ['sam@example.org', '+eve@example.org', 'kim@example.org', 'gone@example.org'])
    await w.subscriber(address)
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await w.deliverAll(choosy)
  base = '/messages/1'
})
afterEach(() => w.close())

/** Says what no spreadsheet should believe. */
const choosy: Transport = {
  connections: 1,
  close: async () => {},
  async send({ to }) {
    if (to.startsWith('gone')) return { kind: 'gone', answer: '550 5.1.1 nobody' }
    if (to.startsWith('kim'))
      return { kind: 'refused', answer: '=HYPERLINK("http://evil.example","554 no, ""never""")' }
    return { kind: 'sent', answer: '250 ok' }
  },
}

const ask = (who: CastName, path: string, init: RequestInit = {}) => {
  const outer = new Hono<Env>()
  outer.use(async (c, next) => {
    c.set('ctx', w.as(who))
    await next()
  })
  return outer.route('/api/v1', v1()).request(`/api/v1${path}`, init)
}
// biome-ignore lint/suspicious/noExplicitAny: bodies as a client meets them
const json = async (who: CastName, path: string): Promise<any> => (await ask(who, path)).json()
const post = (who: CastName, path: string, headers = {}) =>
  ask(who, path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: '{}' })

test('messages are listed newest first, page by page, with their counts by channel', async () => {
  await openIncident(w.as('mara'), { name: 'Search fails', body: 'We look into it.' })
  const { items, next } = await json('vic', '/messages?limit=1')
  expect(items).toMatchObject([{ version: 2, kind: 'incident.opened', name: 'Search fails', channels: [] }])
  const rest = await json('vic', `/messages?limit=1&after=${next}`)
  expect(rest).toMatchObject({ items: [{ version: 1, name: 'Checkout fails' }], next: null })
  const counts = { waiting: 0, sent: 2, failed: 1, suppressed: 1, bounced: 0, skipped: 0, retried: 0 }
  expect(rest.items[0].channels).toMatchObject([
    { channel: 'email', ...counts, notReached: 2, addressed: 4, estimate: null },
  ])
  expect(JSON.stringify(rest)).not.toMatch(/example\.org|paceFrom|cursor/)
})

test('one message is found by the version of its post; what told nobody is none', async () => {
  expect(await json('vic', base)).toMatchObject({ version: 1, channels: [{ channel: 'email', sent: 2 }] })
  for (const path of ['/messages/99', '/messages/x', '/messages/99/recipients', '/messages/99/recipients.csv'])
    expect((await ask('ada', path)).status, path).toBe(404)
})

test('addresses are for administrators', async () => {
  for (const path of [`${base}/recipients`, `${base}/recipients.csv`]) {
    expect((await ask('vic', path)).status).toBe(403)
    expect((await ask('mara', path)).status).toBe(403)
    expect((await ask('ada', path)).status).toBe(200)
  }
})

test('recipients are narrowed down by outcome, channel and part of an address', async () => {
  const found = async (query: string) =>
    (await json('ada', `${base}/recipients?${query}`)).items.map((one: { recipient: string }) => one.recipient)
  expect(await found('')).toHaveLength(4)
  expect(await found('outcome=lost')).toEqual(['kim@example.org', 'gone@example.org'])
  expect(await found('outcome=suppressed')).toEqual(['gone@example.org'])
  expect(await found('address=eve')).toEqual(['+eve@example.org'])
  expect(await found('channel=slack')).toEqual([])
  const one = await json('ada', `${base}/recipients?outcome=failed`)
  expect(one.items[0]).toMatchObject({ channel: 'email', outcome: 'failed', attempts: 1, nextTryAt: null })
  expect(one.items[0].settledAt).toBe(w.clock.now().toISOString())
  const first = await json('ada', `${base}/recipients?limit=3`)
  expect((await json('ada', `${base}/recipients?limit=3&after=${first.next}`)).items).toHaveLength(1)
  for (const query of ['outcome=nosuch', 'channel=pigeon', 'after=zzz', 'limit=0'])
    expect((await ask('ada', `${base}/recipients?${query}`)).status, query).toBe(422)
})

test('the file of recipients is whole, quoted, and runs in no spreadsheet', async () => {
  await removeSubscriber(w.as('ada'), { id: '1' })
  const answer = await ask('ada', `${base}/recipients.csv`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="message-1.csv"')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const at = w.clock.now().toISOString()
  expect(await answer.text()).toBe(
    [
      'address,channel,outcome,attempts,settled at,answer',
      `,email,sent,1,${at},`,
      `'+eve@example.org,email,sent,1,${at},250 ok`,
      `kim@example.org,email,failed,1,${at},"'=HYPERLINK(""http://evil.example"",""554 no, """"never"""""")"`,
      `gone@example.org,email,suppressed,1,${at},550 5.1.1 nobody`,
      '',
    ].join('\r\n'),
  )
  expect(w.logged.at(-1)).toMatchObject({
    message: 'recipients were exported',
    fields: { actor: 'person:adaadmin0000' },
  })
  expect(await (await ask('ada', `${base}/recipients.csv?outcome=failed`)).text()).toMatch(/^[^\n]*\n[^\n]*\n$/)
})

test('sending again answers how many, and a repeat of the request has no second effect', async () => {
  expect((await post('vic', `${base}/resend`)).status).toBe(403)
  const key = { 'Idempotency-Key': 'once' }
  const answer = await post('mara', `${base}/resend`, key)
  expect(answer.status).toBe(201)
  expect(answer.headers.get('location')).toBe('/api/v1/messages/1')
  expect(await answer.json()).toMatchObject({ resent: 1, version: 1, channels: [{ waiting: 1, failed: 0 }] })
  expect(await (await post('mara', `${base}/resend`, key)).json()).toMatchObject({ resent: 1 })
  expect((await post('mara', `${base}/resend`)).status).toBe(409)
})

test('the deliveries of one subscriber are listed page by page', async () => {
  await openIncident(w.as('mara'), { name: 'Search fails', body: 'We look into it.' })
  await w.deliverAll()
  const first = await json('ada', '/subscribers/1/deliveries?limit=1')
  expect(first.items).toMatchObject([
    { version: 2, kind: 'incident.opened', state: 'sent', channel: 'email', attempts: 1 },
  ])
  const rest = await json('ada', `/subscribers/1/deliveries?limit=1&after=${first.next}`)
  expect(rest).toMatchObject({ items: [{ version: 1 }], next: null })
})
