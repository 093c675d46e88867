import { expect, test } from 'vitest'
import { newThrottle } from '../../api/delivery/throttle.ts'

test('without a limit nothing waits, until the server says again and again that it was too fast', () => {
  const { throttle, pass, send } = stage(undefined)
  expect(send(100)).toEqual([])
  for (let n = 0; n < 9; n++) throttle.tooFast()
  expect(throttle.rate()).toBeUndefined()
  throttle.tooFast()
  expect(throttle.rate()).toBeCloseTo(50, 0)
  pass(900)
  for (let n = 0; n < 10; n++) throttle.tooFast()
  expect(throttle.rate()).toBeCloseTo(50, 0)
})

test('three complaints in a hundred, about whatever it is, hold nothing up', () => {
  const { throttle, send } = stage(undefined)
  for (let n = 0; n < 100; n++) {
    expect(send(33)).toEqual([])
    throttle.tooFast()
  }
  expect(throttle.rate()).toBeUndefined()
})

test('a server that says no to every probe for a while does not make us slow afterwards', () => {
  const { throttle, pass, send } = stage(undefined)
  send(1000)
  for (const pause of [1, 2, 4, 8, 16, 30, 30, 30]) {
    pass(pause * 1000)
    send(1)
    throttle.tooFast()
  }
  expect(throttle.rate() ?? 1000).toBeGreaterThan(99)
})

test('the rate recovers by fifths', () => {
  const { throttle, pass, send } = stage(undefined)
  send(100)
  for (let n = 0; n < 10; n++) throttle.tooFast()
  const slowed = throttle.rate() as number
  pass(5001)
  void throttle.turn()
  expect(throttle.rate()).toBeCloseTo(slowed * 1.2)
  for (let n = 0; n < 60; n++) {
    pass(5001)
    void throttle.turn()
  }
  expect(throttle.rate()).toBeUndefined()
})

test('a configured limit is kept and never exceeded by recovering', async () => {
  const { throttle, pass } = stage(20)
  const waits = []
  for (let n = 0; n < 3; n++) waits.push(throttle.turn())
  expect(waits[0]).toBeUndefined()
  expect(waits[1]).toBeInstanceOf(Promise)
  pass(150)
  expect(throttle.turn()).toBeUndefined()
  throttle.tooFast()
  for (let n = 0; n < 60; n++) {
    pass(5001)
    void throttle.turn()
  }
  expect(throttle.rate()).toBe(20)
  await Promise.all(waits)
})

function stage(most: number | undefined) {
  let now = 0
  const throttle = newThrottle(most, () => now)
  const pass = (ms: number) => {
    now += ms
  }
  /** Sends so many, a hundred a second; returns the waits. */
  const send = (count: number) =>
    Array.from({ length: count }).flatMap(() => {
      const wait = throttle.turn()
      pass(10)
      return wait ?? []
    })
  return { throttle, pass, send }
}
