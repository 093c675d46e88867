import { createHash, createSecretKey } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deliveryOfReturnPath, returnPath } from '../../api/delivery/verp.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { type World, world } from '../world.ts'

let w: World
let subscriber: number
beforeEach(async () => {
  w = await world({ config: { bounceAddress: 'bounces@status.harbour.example' } })
  subscriber = await w.subscriber('Sam@example.org')
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await w.deliverAll()
})
afterEach(() => w.close())

const path = (id = 1, to = 'Sam@example.org', ctx = w.ctx) => returnPath(ctx, { id }, to)

test('a bounce address that names its mail and proves itself, in any spelling', async () => {
  expect(path()).toMatch(/^bounces\+1-[0-9a-f]{16}@status\.harbour\.example$/)
  expect(path(123_456_789)).toMatch(/^bounces\+21i3v9-/)
  const mine = { delivery: 1, subscriber, address: 'Sam@example.org', own: true }
  for (const spelling of [path(), path().toUpperCase(), ` ${path()} `, path().replace('status.', 'mx.')])
    expect(await deliveryOfReturnPath(w.ctx, spelling)).toEqual(mine)
})

test('without a bounce address, mails come back to their sender', () => {
  const ctx = { ...w.ctx, config: { ...w.ctx.config, bounceAddress: undefined } }
  expect(path(1, 'sam@example.org', ctx)).toBe('status@status.harbour.example')
})

test('the longest is still an address', () => {
  const local = path(Number.MAX_SAFE_INTEGER).split('@')[0] ?? ''
  expect(local.length).toBeLessThanOrEqual(64)
})

test.each([
  ['another mail', () => path().replace('+1-', '+2-')],
  ['another proof', () => path().replace(/.@/, (end) => (end === '0@' ? '1@' : '0@'))],
  ['no proof', () => 'bounces+1@status.harbour.example'],
  ['a mail that there is not', () => path(99)],
  ['a mail to somebody else', () => path(1, 'kim@example.org')],
  ['nothing of ours', () => 'sam+1@example.org'],
  ['nothing', () => ''],
  ['a very long text', () => `${'+'.repeat(100_000)}@`],
])('%s proves nothing', async (_what, address) => {
  expect(await deliveryOfReturnPath(w.ctx, address())).toBeUndefined()
})

test('what went to an address says nothing about the address that took its place', async () => {
  const before = path()
  await w.ctx.db.client.execute("update subscribers set address = 'new@example.org', address_key = 'new@example.org'")
  expect(await deliveryOfReturnPath(w.ctx, before)).toBeUndefined()
})

test('a mail to an address that is yet to be proven, or to an owner, is told from the others', async () => {
  await w.ctx.db.client.execute("update subscribers set new_address = 'new@example.org'")
  expect(await deliveryOfReturnPath(w.ctx, path(1, 'new@example.org'))).toMatchObject({ own: false })
  await w.ctx.db.client.execute("update subscribers set channel = 'webhook', owner_address = 'ops@example.org'")
  expect(await deliveryOfReturnPath(w.ctx, path(1, 'ops@example.org'))).toMatchObject({ own: false })
  expect(await deliveryOfReturnPath(w.ctx, path())).toBeUndefined()
})

test('a rotated key still proves what was sent before', async () => {
  const fresh = createSecretKey(createHash('sha256').update('fresh').digest())
  const before = path()
  const rotated = { ...w.ctx, keys: [fresh, ...w.ctx.keys] as const }
  expect(path(1, 'Sam@example.org', rotated)).not.toBe(before)
  expect(await deliveryOfReturnPath(rotated, before)).toMatchObject({ delivery: 1 })
  expect(await deliveryOfReturnPath({ ...w.ctx, keys: [fresh] }, before)).toBeUndefined()
})
