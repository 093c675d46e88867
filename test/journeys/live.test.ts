import { expect, test } from 'vitest'
import { benchLive } from '../bench/liveRun.ts'

test('five hundred live readers hear of every post, and all come back after a restart', async () => {
  const { ok, goals, ...figures } = await benchLive(500, 3, 1, 5)
  console.log(JSON.stringify(figures))
  // How fast and how evenly is measured on a quiet machine, by the long form.
  const { reachesAllWithinASecond, stormIsSpread, ...others } = goals
  expect(Object.entries(others).filter(([, met]) => !met)).toEqual([])
  expect(figures.reachMs.p99).toBeLessThan(5000)
})
