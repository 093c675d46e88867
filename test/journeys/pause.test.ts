import { expect, test } from 'vitest'
import { provePause } from '../prove/pause.ts'

test('a process paused past its leases, and two that share a list, lose nobody and repeat no more than was under way', async () => {
  const { ok, ...figures } = await provePause({ subscribers: 3000, pauses: 1, sharing: [2], seed: 7 })
  console.log(JSON.stringify(figures))
  expect(Object.entries(figures.goals).filter(([, met]) => !met)).toEqual([])
  expect(ok).toBe(true)
})
