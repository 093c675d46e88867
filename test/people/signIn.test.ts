import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newLimits } from '../../api/people/limits.ts'
import { signIn } from '../../api/people/signIn.ts'
import { type World, world } from '../world.ts'
import { addPia, doorOf, pia } from './stage.ts'

const verified = vi.hoisted(() => [] as string[])
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof import('@node-rs/argon2')>()
  return {
    ...argon2,
    verify: (stored: string, text: string) => {
      verified.push(stored)
      return argon2.verify(stored, text)
    },
  }
})

let w: World
beforeEach(async () => {
  w = await world()
  await addPia(w.ctx)
  verified.length = 0
})
afterEach(() => w.close())

const refusalOf = (input: { email: string; password: string }) =>
  signIn(w.ctx, input, doorOf(w.ctx)).then(
    () => 'opened',
    (problem) => `${problem.kind} ${problem.slug} ${problem.message}`,
  )

test('an unknown address and a wrong password get one answer, after the same work', async () => {
  const wrong = await refusalOf({ ...pia, password: 'wrong' })
  const unknown = await refusalOf({ email: 'nobody@harbour.example', password: 'wrong' })
  const withoutPassword = await refusalOf({ email: 'mara@harbour.example', password: 'wrong' })
  expect(new Set([wrong, unknown, withoutPassword]).size).toBe(1)
  expect(verified).toHaveLength(3)
  expect(new Set(verified.map((hash) => hash.split('$').slice(0, 4).join('$'))).size).toBe(1)
})

test('the address may be typed in any case', async () => {
  const { person } = await signIn(w.ctx, { ...pia, email: ' PIA@Harbour.Example ' }, doorOf(w.ctx))
  expect(person.name).toBe(pia.name)
})

test('after ten tries from anywhere an account waits, and then opens again', async () => {
  const limits = newLimits(w.ctx.now)
  const guess = (n: number) => signIn(w.ctx, { ...pia, password: `guess ${n}` }, { source: `198.51.100.${n}`, limits })
  for (let n = 0; n < 10; n++) await expect(guess(n)).rejects.toMatchObject({ kind: 'invalid' })
  await expect(guess(10)).rejects.toMatchObject({ kind: 'tooMany', retryAfter: expect.any(Number) })
  expect(verified).toHaveLength(10)
  w.clock.advance(15 * 60_000)
  await signIn(w.ctx, pia, { source: '198.51.100.1', limits })
})

test('a browser in which somebody has signed in before is not locked out by strangers', async () => {
  const limits = newLimits(w.ctx.now)
  const { known } = await signIn(w.ctx, pia, { source: '203.0.113.7', limits })
  for (let n = 0; n < 20; n++)
    await signIn(w.ctx, { ...pia, password: 'guess' }, { source: `198.51.100.${n}`, limits, known: 'made up' }).catch(
      () => {},
    )
  await expect(signIn(w.ctx, pia, { source: '203.0.113.8', limits })).rejects.toMatchObject({ kind: 'tooMany' })
  await signIn(w.ctx, pia, { source: '203.0.113.7', limits, known })
})

test('one source may try a hundred times, whatever the accounts', async () => {
  const limits = newLimits(w.ctx.now)
  const kinds = []
  for (let n = 0; n < 101; n++)
    kinds.push(
      await signIn(w.ctx, { email: `a${n}@b.example`, password: 'x' }, { source: '198.51.100.9', limits }).catch(
        (p) => p.kind,
      ),
    )
  expect(kinds.filter((kind) => kind === 'invalid')).toHaveLength(100)
  expect(kinds.at(-1)).toBe('tooMany')
})

test('the log of refusals names nobody by address', async () => {
  await refusalOf({ ...pia, password: 'wrong' })
  await refusalOf({ email: 'nobody@harbour.example', password: 'wrong' })
  expect(w.logged).toHaveLength(2)
  expect(JSON.stringify(w.logged)).not.toMatch(/harbour|wrong/)
})

test('a password longer than we hash is refused before it costs anything', async () => {
  expect(await refusalOf({ ...pia, password: 'x'.repeat(1001) })).toMatch(/^invalid/)
  expect(verified).toEqual([])
})
