import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { due } from '../../../db/schema.ts'
import { subscriberOf } from '../../followers.ts'
import { importing } from './importing.ts'

let w: Awaited<ReturnType<typeof importing>>
beforeEach(async () => {
  w = await importing()
})
afterEach(() => w.close())

describe('states that a list brings along', () => {
  const list = [
    'address,channel,state,confirmed at,paused until,reason',
    'active@example.org,email,active,2026-01-02T03:04:05.678Z,,',
    'pending@example.org,email,pending,,,',
    'paused@example.org,email,paused,2026-01-02T03:04:05.678Z,2026-03-08T09:00:00.000Z,',
    'rested@example.org,email,paused,2026-01-02T03:04:05.678Z,2026-02-08T09:00:00.000Z,',
    'left@example.org,email,unsubscribed,2026-01-02T03:04:05.678Z,,',
    'gone@example.org,email,suppressed,2026-01-02T03:04:05.678Z,,550 5.1.1 no such mailbox',
  ].join('\r\n')

  test('are kept: who left is not written to, who never confirmed is asked', async () => {
    const confirmedAt = new Date('2026-01-02T03:04:05.678Z')
    const now = w.clock.now()
    expect(await w.take(list)).toMatchObject({ added: 6, asked: 1, refused: 0 })
    expect(await w.list()).toMatchObject([
      { state: 'active', confirmedAt },
      { state: 'pending', confirmedAt: null, asks: [now.getTime()] },
      { state: 'paused', confirmedAt, pausedUntil: new Date('2026-03-08T09:00:00Z') },
      { state: 'active', confirmedAt, pausedUntil: null },
      { state: 'unsubscribed', confirmedAt, leftAt: now },
      { state: 'suppressed', suppressedAt: now, suppressedFor: '550 5.1.1 no such mailbox' },
    ])
    const asked = await w.ctx.db.read.select().from(due)
    expect(asked.filter(({ kind }) => kind === 'subscriber.resume')).toMatchObject([
      { subject: String((await subscriberOf(w.ctx, 'paused@example.org'))?.id), at: new Date('2026-03-08T09:00:00Z') },
    ])
  })

  test('count for less than who says that they agreed: without that, everybody who may be written to is asked', async () => {
    expect(await w.take(list, { attested: false })).toMatchObject({ added: 6, asked: 4 })
    expect((await w.list()).map(({ state }) => state)).toEqual([
      ...Array(4).fill('pending'),
      'unsubscribed',
      'suppressed',
    ])
  })
})
