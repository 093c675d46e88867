import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Resolve } from '../../api/context/outsideUrl.ts'
import { unseal } from '../../api/context/seal.ts'
import { addEndpoint } from '../../api/subscribers/endpoints/addEndpoint.ts'
import { changeEndpoint } from '../../api/subscribers/endpoints/changeEndpoint.ts'
import { reactivateEndpoint } from '../../api/subscribers/endpoints/reactivateEndpoint.ts'
import { removeEndpoint } from '../../api/subscribers/endpoints/removeEndpoint.ts'
import { rotateSecret } from '../../api/subscribers/endpoints/rotateSecret.ts'
import { suppressSubscriber } from '../../api/subscribers/suppressSubscriber.ts'
import { events, subscriberComponents, subscribers } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const outside: Resolve = async () => [{ address: '93.184.216.34', family: 4 }]
const url = 'https://hooks.example.org/services/T00/B00/very-secret-path'
const owner = 'ops@example.org'
const hook = { kind: 'webhook', url, owner, attested: true } as const
const add = (more: object = {}, who: 'mara' | 'ada' | 'vic' | 'stranger' = 'ada') =>
  addEndpoint(w.as(who), { ...hook, ...more } as never, undefined, outside)
const rowOf = async (id: string) =>
  (
    await w.ctx.db.read
      .select()
      .from(subscribers)
      .where(eq(subscribers.id, Number(id)))
  )[0]
const lastEvent = async () => (await w.ctx.db.read.select().from(events).orderBy(events.id)).at(-1)

test('what an administrator adds is told from now on; its secret is given once', async () => {
  const { id, secret } = await add({ components: [w.components.search], floor: 'major', kinds: ['incidents'] })
  expect(secret).toMatch(/^whsec_/)
  expect(await rowOf(id)).toMatchObject({
    channel: 'webhook',
    state: 'active',
    host: 'hooks.example.org',
    ownerAddress: owner,
    everything: false,
    floor: 'major',
    hearsMaintenance: false,
  })
  expect(await lastEvent()).toMatchObject({ kind: 'subscriber.confirmed', subject: id, audience: 'internal' })
  expect(JSON.stringify(await lastEvent())).not.toContain('secret-path')
})

test('neither the address nor the secret lies readable in the file', async () => {
  const { id, secret = '' } = await add()
  const row = await rowOf(id)
  await w.ctx.db.client.execute('pragma wal_checkpoint(truncate)')
  const file = readFileSync(w.file)
  for (const text of ['very-secret-path', secret, secret.slice(6), Buffer.from(secret.slice(6), 'base64')])
    expect(file.includes(text)).toBe(false)
  expect(unseal(w.ctx.keys, 'endpoint address', row?.address ?? '')).toBe(url)
  expect(unseal(w.ctx.keys, 'endpoint secret', row?.secret ?? '')).toBe(secret)
})

test('an address is there once, in whatever spelling, and per kind', async () => {
  await add()
  for (const other of [url, url.replace('hooks', 'HOOKS'), `${url}#part`, url.replace('.org', '.org:443')])
    await expect(add({ url: other })).rejects.toMatchObject({ slug: 'already-subscribed' })
  await add({ kind: 'slack' })
  await add({ url: `${url}?other` })
})

test('a repeated request makes one endpoint, and shows its secret no second time', async () => {
  const key = { route: 'POST x', key: 'once', bodyHash: 'h' }
  const first = await addEndpoint(w.as('ada'), hook, key, outside)
  const second = await addEndpoint(w.as('ada'), hook, key, outside)
  expect(second).toEqual({ id: first.id, secret: undefined })
})

test('what is wrong is said at its field, and nothing is written', async () => {
  const refused = async (more: object, fields: object) =>
    expect(add(more)).rejects.toMatchObject({ kind: 'invalid', fields })
  await refused({ url: 'http://hooks.example.org/x' }, { url: 'The address must begin with https://.' })
  await refused({ url: 'https://10.0.0.1/x' }, { url: expect.stringContaining('not on the public internet') })
  await refused({ url: '' }, { url: 'An address is needed.' })
  await refused({ owner: 'nobody' }, { owner: expect.stringContaining('not a mail address') })
  await refused({ kind: 'pigeon' }, { kind: expect.stringContaining('webhook, slack') })
  await refused({ attested: false }, { attested: expect.stringContaining('agreed') })
  await refused({ components: ['nosuch'] }, { components: 'There is no such component.' })
  await refused({ kinds: [] }, { kinds: expect.any(String) })
  for (const who of ['vic', 'stranger'] as const)
    await expect(add({}, who)).rejects.toMatchObject({ kind: who === 'vic' ? 'forbidden' : 'unauthenticated' })
  expect(await w.ctx.db.read.select().from(subscribers)).toEqual([])
})

test('a new secret is given once, and the one before signs along for a day', async () => {
  const { id, secret } = await add()
  const rotated = await rotateSecret(w.as('ada'), { id })
  expect(rotated.secret).toMatch(/^whsec_/)
  expect(rotated.secret).not.toBe(secret)
  const row = await rowOf(id)
  expect(unseal(w.ctx.keys, 'endpoint secret', row?.secret ?? '')).toBe(rotated.secret)
  expect(unseal(w.ctx.keys, 'endpoint secret', row?.previousSecret ?? '')).toBe(secret)
  expect(row?.previousSecretUntil).toEqual(new Date(w.clock.now().getTime() + 86_400_000))
  const chat = await add({ kind: 'discord' })
  expect(chat.secret).toBeUndefined()
  await expect(rotateSecret(w.as('ada'), { id: chat.id })).rejects.toMatchObject({ slug: 'not-signed' })
})

test('an endpoint moves, changes hands and follows other things', async () => {
  const { id } = await add()
  const change = (more: object) => changeEndpoint(w.as('ada'), { id, ...more }, undefined, outside)
  const before = await rowOf(id)
  await change({ url: 'https://new.example.org/x', owner: 'new@example.org', components: [w.components.payments] })
  expect(await rowOf(id)).toMatchObject({ host: 'new.example.org', ownerAddress: 'new@example.org', everything: false })
  expect((await rowOf(id))?.secret).toBe(before?.secret)
  expect(await w.ctx.db.read.select().from(subscriberComponents)).toHaveLength(1)
  await change({ components: [] })
  expect(await rowOf(id)).toMatchObject({ host: 'new.example.org', everything: true })
  await add({ url: 'https://taken.example.org/' })
  await expect(change({ url: 'https://taken.example.org/' })).rejects.toMatchObject({ kind: 'conflict' })
  await expect(change({ url: 'https://[::1]/' })).rejects.toMatchObject({ kind: 'invalid' })
  const reader = await w.subscriber('sam@example.org')
  await expect(changeEndpoint(w.as('ada'), { id: String(reader) })).rejects.toMatchObject({ kind: 'missing' })
})

test('what was switched off is switched on again, its owner having been told', async () => {
  const { id } = await add()
  await expect(reactivateEndpoint(w.as('ada'), { id })).rejects.toMatchObject({ slug: 'not-suppressed' })
  await suppressSubscriber(w.ctx, Number(id), 'HTTP 410')
  expect(await lastEvent()).toMatchObject({ kind: 'subscriber.suppressed', tell: 'subscriber', subject: id })
  await expect(add()).rejects.toMatchObject({ slug: 'already-subscribed' })
  await reactivateEndpoint(w.as('ada'), { id })
  expect(await rowOf(id)).toMatchObject({ state: 'active', suppressedFor: null, failingSince: null, failures: 0 })
  const reader = await w.subscriber('sam@example.org')
  await suppressSubscriber(w.ctx, reader, '550 5.1.1')
  expect(await lastEvent()).toMatchObject({ kind: 'subscriber.suppressed', tell: 'nobody' })
})

test('what is removed is gone with everything that names it', async () => {
  const { id } = await add()
  await removeEndpoint(w.as('ada'), { id })
  expect(await rowOf(id)).toBeUndefined()
  await expect(removeEndpoint(w.as('ada'), { id })).rejects.toMatchObject({ kind: 'missing' })
})
