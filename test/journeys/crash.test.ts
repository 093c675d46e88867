import { expect, test } from 'vitest'
import { proveCrash } from '../prove/crash.ts'

test('two kill -9 in the middle of a list lose nobody, and repeat no more than was under way', async () => {
  const { ok, ...figures } = await proveCrash(5000, 2)
  console.log(JSON.stringify(figures))
  expect(figures.goals).toEqual({
    nobodyLost: true,
    repeatsWithinBound: true,
    constantNames: true,
    killedInFlight: true,
  })
  expect(ok).toBe(true)
})
