import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { as } from '../../api/context/context.ts'
import { actorOfSession, slideSession } from '../../api/people/actorOfSession.ts'
import { changePassword } from '../../api/people/changePassword.ts'
import { newLimits } from '../../api/people/limits.ts'
import { listSessions } from '../../api/people/listSessions.ts'
import { revokeSession } from '../../api/people/revokeSession.ts'
import { signIn } from '../../api/people/signIn.ts'
import { signOut } from '../../api/people/signOut.ts'
import { people } from '../../db/schema/people.ts'
import { sessions } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { addPia, cookieOf, doorOf, pia } from './stage.ts'

const hour = 3600_000
let w: World
beforeEach(async () => {
  w = await world()
  await addPia(w.ctx)
})
afterEach(() => w.close())

test('a session is kept as a hash, and its cookie is locked down', async () => {
  const { cookie } = await signIn(w.ctx, pia, doorOf(w.ctx))
  const id = cookie.split(/[=;]/)[1] as string
  expect(id).toMatch(/^\w{40}$/)
  await w.ctx.db.client.execute('pragma wal_checkpoint(truncate)')
  expect(readFileSync(w.file, 'latin1')).not.toContain(id)
  expect(cookie).toMatch(/^__Host-session=/)
  for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=604800']) expect(cookie).toContain(part)
  expect(cookie).not.toContain('Domain')
})

test('the demo, on plain http, has a cookie that every browser keeps', async () => {
  const ctx = { ...w.ctx, config: { ...w.ctx.config, publicUrl: 'http://127.0.0.1:4321' } }
  const { cookie } = await signIn(ctx, pia, doorOf(ctx))
  expect(cookie).toMatch(/^candor-session=/)
  expect(cookie).not.toContain('Secure')
  expect((await actorOfSession(ctx, cookie))?.actor.name).toBe(pia.name)
})

test('twelve idle hours end a session; a write slides it, a read does not', async () => {
  const cookie = await cookieOf(w.ctx)
  w.clock.advance(11 * hour)
  const seen = await actorOfSession(w.ctx, cookie)
  expect(seen?.actor.role).toBe('manager')
  w.clock.advance(1.1 * hour)
  expect(await actorOfSession(w.ctx, cookie)).toBeUndefined()

  const second = await cookieOf(w.ctx)
  w.clock.advance(11 * hour)
  await slideSession(w.ctx, (await actorOfSession(w.ctx, second))?.session as never)
  w.clock.advance(11 * hour)
  expect(await actorOfSession(w.ctx, second)).toBeDefined()
})

test('a session slides at most hourly', async () => {
  const cookie = await cookieOf(w.ctx)
  const before = await w.ctx.db.read.select().from(sessions)
  w.clock.advance(0.9 * hour)
  await slideSession(w.ctx, (await actorOfSession(w.ctx, cookie))?.session as never)
  expect(await w.ctx.db.read.select().from(sessions)).toEqual(before)
  w.clock.advance(0.2 * hour)
  await slideSession(w.ctx, (await actorOfSession(w.ctx, cookie))?.session as never)
  expect(await w.ctx.db.read.select().from(sessions)).not.toEqual(before)
})

test('seven days end a session, however busy it is', async () => {
  const cookie = await cookieOf(w.ctx)
  for (let passed = 0; passed < 7 * 24 - 10; passed += 10) {
    w.clock.advance(10 * hour)
    await slideSession(w.ctx, (await actorOfSession(w.ctx, cookie))?.session as never)
  }
  expect(await actorOfSession(w.ctx, cookie)).toBeDefined()
  w.clock.advance(10 * hour)
  expect(await actorOfSession(w.ctx, cookie)).toBeUndefined()
})

test('signing in ends the session that came along, and makes a new one', async () => {
  const first = await cookieOf(w.ctx)
  const second = await cookieOf(w.ctx, { cookies: first })
  expect(second).not.toBe(first)
  expect(await actorOfSession(w.ctx, first)).toBeUndefined()
  expect(await actorOfSession(w.ctx, second)).toBeDefined()
})

test('a cookie set by somebody else before sign-in never becomes a session', async () => {
  const planted = '__Host-session=abcdefghijklmnopqrstuvwxyz234567abcdefgh'
  const mine = await cookieOf(w.ctx, { cookies: planted })
  expect(mine).not.toBe(planted)
  expect(await actorOfSession(w.ctx, planted)).toBeUndefined()
})

test('sessions are listed and revoked by a public name, and only by their owner', async () => {
  const cookie = await cookieOf(w.ctx, { userAgent: 'Lynx' })
  const seen = await actorOfSession(w.ctx, cookie)
  const own = as(w.ctx, seen?.actor as never)
  const [line] = await listSessions(own)
  expect(line).toMatchObject({ userAgent: 'Lynx', publicId: seen?.session.publicId })
  await expect(revokeSession(w.as('mara'), { publicId: line?.publicId as string })).rejects.toThrow('no such session')
  await revokeSession(own, { publicId: line?.publicId as string })
  expect(await actorOfSession(w.ctx, cookie)).toBeUndefined()
})

test('signing out ends the session and empties the cookie', async () => {
  const cookie = await cookieOf(w.ctx)
  const own = as(w.ctx, (await actorOfSession(w.ctx, cookie))?.actor as never)
  expect(await signOut(own, cookie)).toContain('Max-Age=0')
  expect(await actorOfSession(w.ctx, cookie)).toBeUndefined()
  expect(await w.ctx.db.read.select().from(sessions)).toEqual([])
})

test('a new password ends every session', async () => {
  const cookies = [await cookieOf(w.ctx), await cookieOf(w.ctx)]
  const own = as(w.ctx, (await actorOfSession(w.ctx, cookies[0]))?.actor as never)
  const wrong = changePassword(own, { current: 'wrong', password: 'nine loud herons' }, newLimits(w.ctx.now))
  await expect(wrong).rejects.toThrow('not your current password')
  await changePassword(own, { current: pia.password, password: 'nine loud herons' }, newLimits(w.ctx.now))
  for (const cookie of cookies) expect(await actorOfSession(w.ctx, cookie)).toBeUndefined()
  await expect(signIn(w.ctx, pia, doorOf(w.ctx))).rejects.toThrow('do not belong together')
  await signIn(w.ctx, { ...pia, password: 'nine loud herons' }, doorOf(w.ctx))
})

test('somebody disabled is out at once, and cannot come back', async () => {
  const cookie = await cookieOf(w.ctx)
  await w.ctx.db.write('urgent', (tx) => tx.update(people).set({ disabledAt: w.ctx.now() }))
  expect(await actorOfSession(w.ctx, cookie)).toBeUndefined()
  await expect(signIn(w.ctx, pia, doorOf(w.ctx))).rejects.toThrow('do not belong together')
})
