import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemResolve } from '../../api/context/outsideUrl.ts'
import type { Channel } from '../../api/delivery/channel.ts'
import { outcomeOfAnswer } from '../../api/delivery/endpointAnswer.ts'
import { newTurns } from '../../api/delivery/endpointTurns.ts'
import { fewAtOnce } from '../../api/delivery/fewAtOnce.ts'
import { webhookChannel } from '../../api/delivery/webhook.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { type Hooked, hookedWorld, sendBy } from './hooked.ts'

let w: Hooked
let channel: Channel
beforeEach(async () => {
  w = await hookedWorld()
  channel = webhookChannel(w.ctx, systemResolve)
})
afterEach(async () => {
  await channel.close(true)
  await w.close()
})

const now = new Date('2026-03-01T09:00:00Z')
const said = (status: number, retryAfter?: string) =>
  outcomeOfAnswer({ kind: 'answered', status, retryAfter, ms: 1 }, [404], now)

test.each([
  [200, 'sent'],
  [204, 'sent'],
  [299, 'sent'],
  [301, 'later'],
  [302, 'later'],
  [304, 'later'],
  [308, 'later'],
  [400, 'later'],
  [401, 'later'],
  [404, 'gone'],
  [410, 'gone'],
  [429, 'later'],
  [500, 'later'],
  [599, 'later'],
])('HTTP %i is %s', (status, kind) => {
  expect(said(status)).toMatchObject({ kind, answer: expect.stringContaining(`HTTP ${status}`) })
})

test('who asks us to come back later is obeyed, for a day at most', () => {
  const after = (status: number, text: string) => said(status, text).after
  expect([429, 502, 503, 504].map((status) => after(status, '120'))).toEqual([120_000, 120_000, 120_000, 120_000])
  expect(after(503, 'Sun, 01 Mar 2026 09:10:00 GMT')).toBe(600_000)
  expect(after(503, '99999999')).toBe(86_400_000)
  for (const odd of ['-5', '0', 'soon', '', '1e999', 'Sun, 01 Mar 2026 08:00:00 GMT'])
    expect(after(503, odd)).toBeUndefined()
  expect(after(500, '120')).toBeUndefined()
})

test('one endpoint gets two requests at once, the others all the rest', async () => {
  const slow = await w.receiver({ answer: () => {} })
  const quick = await w.receiver()
  const hole = await w.hook(`${slow.url}/hole`)
  const fine = await w.hook(`${quick.url}/fine`)
  const events: number[] = []
  for (let n = 0; n < 6; n++) {
    await openIncident(w.as('mara'), { name: `Number ${n}`, body: 'We look.' })
    events.push(await w.newestEvent())
  }
  const stuck = events.map((event) => sendBy(channel, event, hole.id))
  const held = await Promise.all(stuck.slice(2))
  expect(held).toEqual(Array(4).fill({ kind: 'held', answer: 'waits for its turn', after: 1000 }))
  for (const event of events) expect((await sendBy(channel, event, fine.id)).kind).toBe('sent')
  expect([slow.mostOpen(), quick.received.length]).toEqual([2, 6])
  await channel.close(true)
  expect((await Promise.all(stuck.slice(0, 2))).map(({ kind }) => kind)).toEqual(['later', 'later'])
})

test('what fails rests, and is tried by one request when it has rested', async () => {
  const broken = await w.receiver({ answer: (_, response) => response.writeHead(500).end() })
  const { id } = await w.hook(broken.url)
  await openIncident(w.as('mara'), { name: 'One', body: 'We look.' })
  const event = await w.newestEvent()
  expect(await sendBy(channel, event, id)).toEqual({ kind: 'later', answer: 'HTTP 500' })
  expect(await sendBy(channel, event, id)).toMatchObject({ kind: 'held', after: 4000 })
  w.clock.advance(4000)
  const two = await Promise.all([sendBy(channel, event, id), sendBy(channel, event, id)])
  expect(two.map(({ kind }) => kind).sort()).toEqual(['held', 'later'])
  expect(await sendBy(channel, event, id)).toMatchObject({ kind: 'held', after: 60_000 })
  w.clock.advance(60_000)
  broken.answer((_, response) => response.writeHead(503, { 'Retry-After': '3600' }).end())
  expect(await sendBy(channel, event, id)).toMatchObject({ kind: 'later', after: 3_600_000 })
  w.clock.advance(3_599_999)
  expect(await sendBy(channel, event, id)).toMatchObject({ kind: 'held', after: 1 })
  w.clock.advance(1)
  broken.answer((_, response) => response.writeHead(200).end())
  expect((await sendBy(channel, event, id)).kind).toBe('sent')
  expect((await Promise.all([sendBy(channel, event, id), sendBy(channel, event, id)])).map(({ kind }) => kind)).toEqual(
    ['sent', 'sent'],
  )
})

test('endpoints in trouble share half of the connections, however many they are', () => {
  const turns = newTurns(() => now, 32)
  const taken = Array.from({ length: 40 }, (_, id) => turns.take(id, true))
  expect(taken.filter((wait) => wait === 0)).toHaveLength(16)
  expect(turns.take(100, false)).toBe(0)
  turns.end(0, { ok: false, ms: 30_000, rest: 0 })
  expect(turns.take(50, true)).toBe(0)
  // A slow success is a kind of trouble too.
  turns.end(100, { ok: true, ms: 20_000, rest: 0 })
  expect(turns.take(100, false)).toBe(10_000)
})

test('names that take for ever to be found hold no more than two look-ups', async () => {
  let running = 0
  const never = fewAtOnce(async () => {
    running++
    return new Promise(() => {})
  }, 2)
  for (let n = 0; n < 10; n++) void never('slow.example')
  await sleep(10)
  expect(running).toBe(2)
  const order: string[] = []
  const quick = fewAtOnce(async (host) => {
    order.push(host)
    await sleep(1)
    return []
  }, 2)
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map(quick))
  expect(order).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('who left or was switched off meanwhile gets nothing; the demo sends nothing at all', async () => {
  const { url, received } = await w.receiver()
  const { id } = await w.hook(url)
  await openIncident(w.as('mara'), { name: 'One', body: 'We look.' })
  const event = await w.newestEvent()
  const demo = webhookChannel({ ...w.ctx, config: { ...w.ctx.config, demo: true } }, systemResolve)
  expect(await sendBy(demo, event, id)).toMatchObject({ kind: 'skipped' })
  for (const state of ['unsubscribed', 'suppressed', 'pending', 'paused']) {
    await w.ctx.db.client.execute({ sql: 'update subscribers set state = ? where id = ?', args: [state, id] })
    expect(await sendBy(channel, event, id)).toMatchObject({ kind: 'skipped' })
  }
  expect(received).toHaveLength(0)
})

test('an endpoint whose host leads inside since it was saved is not posted to', async () => {
  const { url, received } = await w.receiver()
  const { id } = await w.hook(url)
  await openIncident(w.as('mara'), { name: 'One', body: 'We look.' })
  const shut = webhookChannel({ ...w.ctx, config: { ...w.ctx.config, webhookNetworks: [] } }, systemResolve)
  expect(await sendBy(shut, await w.newestEvent(), id)).toEqual({
    kind: 'later',
    answer: 'This host cannot be found, or is not on the public internet.',
  })
  expect(received).toHaveLength(0)
})
