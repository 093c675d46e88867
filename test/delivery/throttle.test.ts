import { expect, test } from 'vitest'
import { newThrottle } from '../../api/delivery/throttle.ts'

test('without a limit nothing waits, until the server says that it was too fast', () => {
  const { throttle, pass } = stage(undefined)
  for (let n = 0; n < 100; n++) {
    expect(throttle.turn()).toBeUndefined()
    pass(10)
  }
  throttle.tooFast()
  expect(throttle.rate()).toBeCloseTo(50, 0)
})

test('complaints that come together count once, and the rate recovers by fifths', () => {
  const { throttle, pass } = stage(undefined)
  for (let n = 0; n < 100; n++) {
    void throttle.turn()
    pass(10)
  }
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
  return { throttle, pass }
}
