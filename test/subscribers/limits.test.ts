import { expect, test } from 'vitest'
import { newAskLimiter, sourceOf, takeAsk } from '../../api/subscribers/limits.ts'

test.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['::ffff:203.0.113.99', '203.0.113.0/24'],
  ['2001:db8:1234:56ff:1::1', '2001:0db8:1234:5600::/56'],
  ['2001:DB8:1234:5601::', '2001:0db8:1234:5600::/56'],
  ['2001:db8::1', '2001:0db8:0000:0000::/56'],
  ['::1', '0000:0000:0000:0000::/56'],
  ['fe80::1%eth0', 'fe80:0000:0000:0000::/56'],
])('%s belongs to %s', (address, source) => {
  expect(sourceOf(address)).toBe(source)
})

test('twenty asks an hour from one network, and then a sentence with the time to wait', () => {
  let time = 0
  const limiter = newAskLimiter(() => new Date(time))
  for (let n = 0; n < 20; n++) takeAsk(limiter, `203.0.113.${n}`)
  expect(() => takeAsk(limiter, '203.0.113.200')).toThrow(
    expect.objectContaining({ kind: 'tooMany', retryAfter: 3600 }),
  )
  takeAsk(limiter, '203.0.114.1')
  time = 3_600_000
  takeAsk(limiter, '203.0.113.200')
})
