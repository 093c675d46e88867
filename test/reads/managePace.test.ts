import { expect, test } from 'vitest'
import { paceOf, paceWords, slowest } from '../../api/reads/managePace.ts'

const now = new Date('2026-03-01T09:10:00Z')
const ago = (seconds: number) => new Date(+now - seconds * 1000)
const fan = {
  ...{ waiting: 37_200, sent: 31_000, failed: 0, suppressed: 0, bounced: 0, skipped: 0, paceFrom: 0 },
  lastSettledAt: ago(0),
  paceSince: ago(100),
}
const words = (more: Partial<typeof fan>) => {
  const pace = paceOf({ ...fan, ...more }, now)
  return pace && paceWords(pace)
}

test('an estimate says how long, and at what pace', () => {
  expect(words({})).toBe('about 2 minutes left at 310 a second')
  expect(words({ waiting: 310 * 45 })).toBe('about 50 seconds left at 310 a second')
  expect(words({ waiting: 100 })).toBe('a few seconds left at 310 a second')
  expect(words({ sent: 250 })).toBe('about 4 hours left at 2.5 a second')
  expect(words({ sent: 25, waiting: 30 })).toBe('about 2 minutes left at 15 a minute')
})

test('everything that was settled counts for the pace, what bounced later too', () => {
  expect(words({ sent: 20_000, failed: 5000, suppressed: 2000, bounced: 1000, skipped: 3000 })).toContain(
    'at 310 a second',
  )
})

test('a pace that slows down shows, and one that stands still is not called a pace', () => {
  expect(words({ lastSettledAt: ago(20) })).toContain('at 310 a second')
  expect(words({ lastSettledAt: ago(31) })).toBe('nothing has gone out for under a minute')
  expect(words({ lastSettledAt: ago(600), paceSince: ago(900) })).toBe('nothing has gone out for 10 min')
})

test('after a pause, or put back to be sent again, only what happened since then counts', () => {
  expect(words({ paceSince: ago(10), paceFrom: 30_000, waiting: 1200 })).toBe('about 10 seconds left at 100 a second')
})

test('no estimate is made up', () => {
  expect(words({ waiting: 0 })).toBeUndefined()
  expect(words({ paceSince: ago(2) })).toBe('begun just now')
  expect(words({ sent: 5 })).toBe('begun just now')
  expect(words({ lastSettledAt: null, paceSince: null } as never)).toBe('not begun yet')
})

test('of several channels, the one counts that everybody waits for', () => {
  const quick = { kind: 'moving', perSecond: 9, secondsLeft: 3 } as const
  const slow = { kind: 'moving', perSecond: 9, secondsLeft: 300 } as const
  const still = { kind: 'still', seconds: 40 } as const
  expect(slowest([quick, undefined, slow])).toBe(slow)
  expect(slowest([slow, still])).toBe(still)
  expect(slowest([undefined])).toBeUndefined()
})
