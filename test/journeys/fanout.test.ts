import { expect, test } from 'vitest'
import { proveFanout } from '../prove/fanout.ts'

test('five kill -9 in two lists lose nobody, and the ledger agrees with the mail server', async () => {
  const { ok, ...figures } = await proveFanout(5000, 5, 2, 20261123)
  console.log(JSON.stringify(figures))
  expect(figures.lost).toBe(0)
  expect(figures.goals).toMatchObject({
    nobodyLost: true,
    repeatsWithinBound: true,
    constantNames: true,
    ledgerEqualsLog: true,
  })
  // At least one of them must have met deliveries in flight; the long form asks for nine in ten.
  expect(figures.killedInFlight).toBeGreaterThan(0)
})
