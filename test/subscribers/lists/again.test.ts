import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../../api/context/problems.ts'
import { askAgain } from '../../../api/subscribers/lists/askAgain.ts'
import { askAllAgain } from '../../../api/subscribers/lists/askAllAgain.ts'
import { releaseSubscribers } from '../../../api/subscribers/lists/releaseSubscribers.ts'
import { subscribe } from '../../../api/subscribers/subscribe.ts'
import { subscribers } from '../../../db/schema.ts'
import { subscriberOf } from '../../followers.ts'
import { importing } from './importing.ts'

let w: Awaited<ReturnType<typeof importing>>
beforeEach(async () => {
  w = await importing()
})
afterEach(() => w.close())

const everybodyIs = (what: Partial<typeof subscribers.$inferInsert>) =>
  w.ctx.db.write('urgent', (tx) => tx.update(subscribers).set(what))

const hour = 3_600_000
const pending = async (address: string) => {
  await subscribe(w.as('stranger'), { email: address })
  return String((await subscriberOf(w.ctx, address))?.id)
}
const written = async () => {
  await w.deliverAll()
  return w.mailbox().map(({ to }) => to)
}

describe('asking somebody to confirm again', () => {
  test('sends the mail once more, but not within a day, and three times in a week', async () => {
    const id = await pending('sam@example.org')
    const again = () => askAgain(w.as('ada'), { id })
    await expect(again()).rejects.toMatchObject({ kind: 'conflict', slug: 'asked-lately' })
    w.clock.advance(25 * hour)
    expect(await again()).toBe(id)
    await expect(again()).rejects.toThrow('lately')
    w.clock.advance(25 * hour)
    await again()
    w.clock.advance(25 * hour)
    await expect(again()).rejects.toThrow('lately')
    w.clock.advance(96 * hour)
    await again()
    expect(await written()).toEqual(Array(4).fill('sam@example.org'))
  })

  test('counts every name of the mailbox, and what it was asked about endpoints', async () => {
    await pending('sam+a@example.org')
    w.clock.advance(25 * hour)
    const id = await pending('sam+b@example.org')
    await expect(askAgain(w.as('ada'), { id })).rejects.toThrow('lately')
    const kim = await pending('kim@example.org')
    w.clock.advance(25 * hour)
    await w.subscriber('sealed', {
      channel: 'webhook',
      state: 'pending',
      ownerAddress: 'Kim@example.org',
      asks: [w.clock.now().getTime()],
    })
    await expect(askAgain(w.as('ada'), { id: kim })).rejects.toThrow('lately')
  })

  test.each(['active', 'paused', 'unsubscribed', 'suppressed'] as const)('is not for who is %s', async (state) => {
    const id = String(await w.subscriber('sam@example.org', { state }))
    await expect(askAgain(w.as('ada'), { id })).rejects.toMatchObject({ kind: 'conflict', slug: 'not-pending' })
    expect(await written()).toEqual([])
  })

  test('all of them, as far as the limits allow, says how many; twice asks nobody twice', async () => {
    for (const name of ['sam', 'kim', 'lee']) await pending(`${name}@example.org`)
    w.clock.advance(25 * hour)
    await pending('new@example.org')
    await w.subscriber('old@example.org', { state: 'unsubscribed' })
    await w.subscriber('kim+news@example.org', { state: 'pending' })
    expect(await askAllAgain(w.as('ada'))).toEqual({ asked: 3, lately: 2, left: 0 })
    expect(await askAllAgain(w.as('ada'))).toEqual({ asked: 0, lately: 5, left: 0 })
    expect((await written()).sort()).toEqual(
      ['kim', 'kim', 'lee', 'lee', 'new', 'sam', 'sam'].map((name) => `${name}@example.org`),
    )
  })

  test('more than fit into one stretch', async () => {
    await w.subscribers(230)
    await everybodyIs({ state: 'pending' })
    expect(await askAllAgain(w.as('ada'))).toEqual({ asked: 230, lately: 0, left: 0 })
  })
})

describe('writing again to addresses that refused mail', () => {
  const gone = { state: 'suppressed', suppressedAt: new Date(0), suppressedFor: '550', failures: 3 } as const

  test('some, or all; everybody comes back as they were', async () => {
    const sam = await w.subscriber('sam@example.org', gone)
    await w.subscriber('kim@example.org', { ...gone, confirmedAt: null })
    await w.subscriber('rest@example.org', { ...gone, pausedUntil: new Date('2026-03-09T09:00:00Z') })
    await w.subscriber('left@example.org', { state: 'unsubscribed' })
    expect(await releaseSubscribers(w.as('ada'), { ids: [String(sam)] })).toBe(1)
    expect((await w.list()).map(({ state }) => state)).toEqual(['active', 'suppressed', 'suppressed', 'unsubscribed'])
    expect(await releaseSubscribers(w.as('ada'))).toBe(2)
    const fresh = { suppressedAt: null, suppressedFor: null, failures: 0 }
    expect(await w.list()).toMatchObject([
      { state: 'active', ...fresh },
      { state: 'pending', askedAt: w.clock.now(), ...fresh },
      { state: 'paused', ...fresh },
      { state: 'unsubscribed' },
    ])
    expect(await releaseSubscribers(w.as('ada'))).toBe(0)
    expect((await w.log()).map(({ kind, actor }) => [kind, actor])).toEqual(
      Array(3).fill(['subscriber.reactivated', 'person:adaadmin0000']),
    )
  })

  test('more than fit into one stretch', async () => {
    await w.subscribers(450)
    await everybodyIs(gone)
    expect(await releaseSubscribers(w.as('ada'))).toBe(450)
  })
})

test('all of this is for administrators', async () => {
  for (const who of ['mara', 'vic', 'stranger'] as const) {
    await expect(askAgain(w.as(who), { id: '1' })).rejects.toThrow(Problem)
    await expect(askAllAgain(w.as(who))).rejects.toThrow(Problem)
    await expect(releaseSubscribers(w.as(who))).rejects.toThrow(Problem)
  }
})
