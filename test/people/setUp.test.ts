import { createSecretKey } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { actorOfSession } from '../../api/people/actorOfSession.ts'
import { demoEmail, ensureDemoAdministrator } from '../../api/people/ensureDemoAdministrator.ts'
import { opensSetUp, setUp, setUpToken } from '../../api/people/setUp.ts'
import { signIn } from '../../api/people/signIn.ts'
import { people } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { doorOf } from './stage.ts'

const ada = { name: 'Ada', email: 'ada@harbour.example', password: 'four patient otters' }
let w: World
beforeEach(async () => {
  w = await world({ bare: true })
})
afterEach(() => w.close())

test('the link of the first start makes one administrator, and is dead then', async () => {
  const token = (await setUpToken(w.ctx)) as string
  expect(await setUpToken(w.ctx)).toBe(token)
  expect(await opensSetUp(w.ctx, token)).toBe(true)
  const person = await setUp(w.ctx, { ...ada, token })
  expect(person).toMatchObject({ kind: 'person', name: 'Ada', role: 'administrator', number: 1 })
  expect(await setUpToken(w.ctx)).toBeUndefined()
  expect(await opensSetUp(w.ctx, token)).toBe(false)
  await expect(setUp(w.ctx, { ...ada, email: 'eve@evil.example', token })).rejects.toMatchObject({ kind: 'missing' })
  await signIn(w.ctx, ada, doorOf(w.ctx))
})

test('of two who hold the link at once, one gets in', async () => {
  const token = (await setUpToken(w.ctx)) as string
  const both = await Promise.allSettled([
    setUp(w.ctx, { ...ada, token }),
    setUp(w.ctx, { ...ada, email: 'eve@evil.example', token }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await w.ctx.db.read.select().from(people)).toHaveLength(1)
})

test('another token opens nothing, nor does one made with another key', async () => {
  const other = await setUpToken({ ...w.ctx, keys: [createSecretKey(Buffer.alloc(32, 1))] })
  for (const token of ['', '0-', other as string]) {
    expect(await opensSetUp(w.ctx, token)).toBe(false)
    await expect(setUp(w.ctx, { ...ada, token })).rejects.toMatchObject({ kind: 'missing' })
  }
})

test('when the database fails, the link does not open', async () => {
  const token = (await setUpToken(w.ctx)) as string
  const broken = {
    ...w.ctx.db,
    read: {
      select: () => {
        throw new Error('disk')
      },
    },
  }
  await expect(opensSetUp({ ...w.ctx, db: broken as never }, token)).rejects.toThrow('disk')
})

test('a short password is named at its field, and the link stays good', async () => {
  const token = (await setUpToken(w.ctx)) as string
  const refused = setUp(w.ctx, { ...ada, password: 'short', token })
  await expect(refused).rejects.toMatchObject({ fields: { password: expect.stringContaining('12 characters') } })
  expect(await opensSetUp(w.ctx, token)).toBe(true)
})

test('each start of the demo brings a new password and ends what the last one opened', async () => {
  const ctx = { ...w.ctx, config: { ...w.ctx.config, demo: true, publicUrl: 'http://127.0.0.1:4321' } }
  const id = await ensureDemoAdministrator(ctx, 'first start password')
  const { cookie } = await signIn(ctx, { email: demoEmail, password: 'first start password' }, doorOf(ctx))
  expect(await ensureDemoAdministrator(ctx, 'second start password')).toBe(id)
  expect(await actorOfSession(ctx, cookie)).toBeUndefined()
  await expect(signIn(ctx, { email: demoEmail, password: 'first start password' }, doorOf(ctx))).rejects.toThrow()
  const { person } = await signIn(ctx, { email: demoEmail, password: 'second start password' }, doorOf(ctx))
  expect(person).toMatchObject({ id, role: 'administrator' })
})

test('outside the demo there is no demo administrator', async () => {
  await expect(ensureDemoAdministrator(w.ctx, 'some long password')).rejects.toThrow('demo')
})
