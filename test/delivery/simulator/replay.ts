// One history, step by step; or many, until one breaks a law.
// node test/delivery/simulator/replay.ts SEED [COUNT]
import { report, tellAll } from './run.ts'
import { openStage } from './stage.ts'
import { tell } from './story.ts'

const [seed = 1, count = 1] = process.argv.slice(2).map(Number)
const stage = await openStage()
if (count === 1) {
  const { trace, wrongs, tally } = await tell(stage, seed)
  console.log([...trace, JSON.stringify(tally), wrongs.join('\n') || 'Every law held.'].join('\n'))
  process.exitCode = wrongs.length > 0 ? 1 : 0
} else {
  const { broken, sum } = await tellAll(stage, seed, count)
  console.log(broken ? report(broken) : `Every law held in ${count} histories: ${JSON.stringify(sum)}`)
  process.exitCode = broken ? 1 : 0
}
await stage.close()
