// The engine with its durable ledger against nodemailer's pool that sends mails composed beforehand; one mail server in
// a process of its own, ten connections, no signatures. ABBA, the median of paired ratios. Beside it what others do,
// signatures, the memory that a million queued mails cost, and the longest call of our own.
// npm run bench:fanout [-- ROUNDS MAILS]
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { callLimit } from '../../db/timing.ts'
import { percentile, round, verdict } from '../prove/verdict.ts'
import { until } from '../server.ts'
import { run } from '../setup/server.ts'

const goal = 1.5
const mostMegabytes = 100

type Run = { perSecond: number; cpuMicros: number; longestCallMs?: number; longestWas?: string }

const [rounds = 7, mails = 20_000, queued = 1_000_000] = process.argv.slice(2).map(Number)
const sink = run(['test/sinks/fastSmtp.ts', '0'])
const port = await until(async () => Number(sink.output().split('\n')[0]), 'the mail server')

async function one(what: string, count = mails): Promise<Run> {
  const args = ['test/bench/fanoutRunner.ts', what, String(port), String(count)]
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 300_000 })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

const median = (values: number[]) => percentile(values, 0.5)
const runs = { engine: [] as Run[], raw: [] as Run[] }
const ratios: number[] = []
for (let n = 1; n <= rounds; n++) {
  const four = []
  for (const what of ['engine', 'raw', 'raw', 'engine'] as const) {
    const done = await one(what)
    runs[what].push(done)
    four.push(done.perSecond)
  }
  const [a1 = 0, b1 = 1, b2 = 1, a2 = 0] = four
  ratios.push(a1 / b1, a2 / b2)
  console.log(`round ${n}: engine ${a1} and ${a2} mails/s, raw pool ${b1} and ${b2}`)
}
const beside: Record<string, Run> = {}
for (const what of ['composed', 'engine-rsa', 'engine-ed25519']) {
  beside[what] = await one(what)
  console.log(`${what}: ${JSON.stringify(beside[what])}`)
}
const memory = JSON.parse(JSON.stringify(await one('memory', queued))) as { grownMegabytes: number }
console.log(`memory: ${JSON.stringify(memory)}`)
await sink.stop()

const figuresOf = (all: Run[]) => ({
  mailsPerSecond: median(all.map(({ perSecond }) => perSecond)),
  cpuMicros: median(all.map(({ cpuMicros }) => cpuMicros)),
})
const longest = runs.engine.reduce((a, b) => ((a.longestCallMs ?? 0) > (b.longestCallMs ?? 0) ? a : b))
const ratio = round(median(ratios), 3)
const goals = {
  ratio: ratio >= goal,
  longestCall: (longest.longestCallMs ?? Number.POSITIVE_INFINITY) <= callLimit,
  memory: memory.grownMegabytes <= mostMegabytes,
}
verdict('bench:fanout', Object.values(goals).every(Boolean), {
  goals,
  ratio,
  ratios: ratios.map((value) => round(value, 2)),
  engine: figuresOf(runs.engine),
  raw: figuresOf(runs.raw),
  beside,
  longestCall: { ms: longest.longestCallMs, was: longest.longestWas },
  memory,
})
