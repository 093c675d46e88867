import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { as, requireAdministrator, requireManager, requireViewer } from '../../api/context/context.ts'
import { actorOfKey } from '../../api/people/actorOfKey.ts'
import { createKey } from '../../api/people/createKey.ts'
import { listKeys } from '../../api/people/listKeys.ts'
import { revokeKey } from '../../api/people/revokeKey.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const make = async (scopes: ('read' | 'post' | 'administer')[], days?: number) => {
  const made = await createKey(w.as('ada'), { name: 'deploy bot', scopes, days })
  return { id: made.id, header: `Bearer ${made.key}` }
}

test('a key opens what its scopes say, and nothing else', async () => {
  const { header } = await make(['post'])
  const bot = as(w.ctx, (await actorOfKey(w.ctx, header)) as never)
  expect(() => requireManager(bot)).not.toThrow()
  expect(() => requireViewer(bot)).toThrow('"read"')
  expect(() => requireAdministrator(bot)).toThrow('"administer"')
})

test('no header is a stranger; a header that opens nothing is refused', async () => {
  expect(await actorOfKey(w.ctx, undefined)).toBeUndefined()
  const { header } = await make(['read'])
  const last = header.endsWith('A') ? 'B' : 'A'
  const others = ['Bearer ', 'Basic YTpi', 'Bearer candor_', `${header.slice(0, -1)}${last}`, `${header}x`]
  for (const wrong of others)
    await expect(actorOfKey(w.ctx, wrong), wrong).rejects.toMatchObject({ kind: 'unauthenticated' })
})

test('the key is nowhere in the database; its prefix is', async () => {
  const { header } = await make(['read'])
  await w.ctx.db.client.execute('pragma wal_checkpoint(truncate)')
  const bytes = readFileSync(w.file, 'latin1')
  expect(bytes).not.toContain(header.slice(7))
  const [line] = await listKeys(w.as('ada'))
  expect(header).toContain(line?.prefix as string)
  expect(bytes).toContain(line?.prefix as string)
  expect(line?.prefix).toHaveLength(12)
})

test('a revoked key opens nothing from now on', async () => {
  const { id, header } = await make(['read'])
  await revokeKey(w.as('ada'), { id })
  await expect(actorOfKey(w.ctx, header)).rejects.toMatchObject({ kind: 'unauthenticated' })
  await expect(revokeKey(w.as('ada'), { id })).rejects.toMatchObject({ kind: 'missing' })
})

test('a key ends on its day', async () => {
  const { header } = await make(['read'], 30)
  w.clock.advance(30 * 86_400_000 - 1)
  expect(await actorOfKey(w.ctx, header)).toBeDefined()
  w.clock.advance(1)
  await expect(actorOfKey(w.ctx, header)).rejects.toMatchObject({ kind: 'unauthenticated' })
})

test('its last use is kept, at most once a minute', async () => {
  const { header } = await make(['read'])
  const lastUse = async () => {
    await actorOfKey(w.ctx, header)
    // Kept behind the answer: an empty write queues up after it.
    await w.ctx.db.write('background', async () => {})
    return (await listKeys(w.as('ada')))[0]?.lastUsedAt?.toISOString()
  }
  expect(await lastUse()).toBe('2026-03-01T09:00:00.000Z')
  w.clock.advance(59_000)
  expect(await lastUse()).toBe('2026-03-01T09:00:00.000Z')
  w.clock.advance(1000)
  expect(await lastUse()).toBe('2026-03-01T09:01:00.000Z')
})

test('a repeated request shows no second key', async () => {
  const once = { route: 'POST /api/v1/keys', key: 'one', bodyHash: 'x' }
  const first = await createKey(w.as('ada'), { name: 'bot', scopes: ['read'] }, once)
  const second = await createKey(w.as('ada'), { name: 'bot', scopes: ['read'] }, once)
  expect(second).toEqual({ id: first.id, key: undefined })
  expect(await listKeys(w.as('ada'))).toHaveLength(1)
})

test('only an administrator makes, lists and revokes keys', async () => {
  for (const who of ['mara', 'vic', 'stranger'] as const) {
    await expect(createKey(w.as(who), { name: 'bot', scopes: ['read'] })).rejects.toThrow()
    await expect(listKeys(w.as(who))).rejects.toThrow()
    await expect(revokeKey(w.as(who), { id: 'x' })).rejects.toThrow()
  }
})

test.each([
  [{ name: ' ', scopes: ['read'] }, 'name'],
  [{ name: 'bot', scopes: [] }, 'scopes'],
  [{ name: 'bot', scopes: ['all'] }, 'scopes.0'],
  [{ name: 'bot', scopes: ['read'], days: 0 }, 'days'],
])('%o is refused at its field', async (input, field) => {
  await expect(createKey(w.as('ada'), input as never)).rejects.toMatchObject({
    fields: { [field]: expect.any(String) },
  })
})
