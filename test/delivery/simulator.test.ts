import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../setup/server.ts'
import { broken } from './simulator/broken.ts'
import { parts } from './simulator/parts.ts'
import { report, tellAll } from './simulator/run.ts'
import { openStage, type Stage } from './simulator/stage.ts'
import { tell } from './simulator/story.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

test('10,000 histories of crashes, sleeps and lost answers lose nobody, and repeat no more than was under way', async () => {
  // Half of them on the other core.
  const others = run(['test/delivery/simulator/replay.ts', '5001', '5000'])
  const { broken, sum } = await tellAll(stage, 1, 5000)
  const ended = await others.ended
  console.log(`Seeds 1 to 5000: ${JSON.stringify(sum)}\nSeeds 5001 to 10000: ${others.output()}`)
  expect(broken ? report(broken) : '').toBe('')
  expect(ended, others.output()).toBe(0)
  for (const happened of ['crashes', 'oversleeps', 'lostAnswers', 'repeats', 'lateResults'] as const)
    expect(sum[happened], happened).toBeGreaterThan(100)
}, 600_000)

test('a seed tells the same history again', async () => {
  for (const seed of [3, 40, 777]) expect(await tell(stage, seed)).toEqual(await tell(stage, seed))
})

test.each(broken)(
  'it notices when $fault',
  async ({ law, parts: fault }) => {
    const { broken: told } = await tellAll(stage, 1, 1000, { ...parts, ...fault })
    expect(told?.wrongs).toContainEqual(expect.stringMatching(new RegExp(`^${law}: `)))
  },
  60_000,
)
