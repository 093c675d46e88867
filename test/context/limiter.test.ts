import { expect, test } from 'vitest'
import { newLimiter } from '../../api/context/limiter.ts'

const hour = 3_600_000

test('counts each key in a window that slides', () => {
  let time = 0
  const limiter = newLimiter({ max: 2, windowMs: hour, now: () => new Date(time) })
  expect([limiter.take('a'), limiter.take('a'), limiter.take('a'), limiter.take('b')]).toEqual([0, 0, hour, 0])
  time = hour / 2
  expect(limiter.take('a')).toBe(hour / 2)
  time = hour
  expect([limiter.take('a'), limiter.take('a'), limiter.take('a')]).toEqual([0, 0, hour])
})

test('forgets the quietest keys, so that a flood of sources fills no memory', () => {
  const limiter = newLimiter({ max: 1, windowMs: hour, now: () => new Date(0) })
  limiter.take('first')
  for (let n = 0; n < 19_999; n++) limiter.take(`source ${n}`)
  expect(limiter.take('first')).toBe(hour)
  for (let n = 0; n < 20_001; n++) limiter.take(`other ${n}`)
  expect(limiter.take('first')).toBe(0)
})
