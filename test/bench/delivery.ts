// How fast a post becomes deliveries and mails, and how long our own database calls hold the thread meanwhile.
// node test/bench/delivery.ts [SUBSCRIBERS MAILS]
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { expandNext, openFanOuts } from '../../api/delivery/fanOut.ts'
import { newPace } from '../../api/delivery/pace.ts'
import { startRelay } from '../../api/delivery/relay.ts'
import { smtpTransport } from '../../api/delivery/smtp.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { countRecipients } from '../../api/subscribers/recipientsOf.ts'
import { callLimit } from '../../db/timing.ts'
import { untilQuiet } from '../deliverAll.ts'
import { round, verdict } from '../prove/verdict.ts'
import { until } from '../server.ts'
import { run } from '../setup/server.ts'
import { type World, world } from '../world.ts'

/** 100,000 subscribers in chunks: rows per second, and the longest call. */
async function fanOut(subscribers: number) {
  const w = await world()
  await w.subscribers(subscribers)
  await open(w)
  Object.assign(w.ctx.db.timing, { calls: 0, longest: 0, overLimit: 0 })
  const pace = newPace({ first: 1000, least: 100, most: 4000, aim: 12 })
  await openFanOuts(w.ctx)
  const chunks: number[] = []
  const began = performance.now()
  for (let took = await expandNext(w.ctx, pace); took !== undefined; took = await expandNext(w.ctx, pace))
    chunks.push(took)
  const seconds = (performance.now() - began) / 1000
  const { longest, overLimit } = w.ctx.db.timing
  const counted = performance.now()
  const about = { hearing: 'incidents', components: [w.components.checkout], milestone: true, major: true } as const
  await countRecipients(w.ctx.db.read, { ...about, components: [...about.components] }, w.ctx.now())
  const figures = {
    rowsPerSecond: Math.round(subscribers / seconds),
    chunks: chunks.length,
    longestChunkMs: round(Math.max(...chunks)),
    longestCallMs: round(longest),
    callsOverLimit: overLimit,
    countingPeopleMs: round(performance.now() - counted),
    megabytes: round(statSync(w.file).size / 1e6),
  }
  await w.close()
  return figures
}

/** The relay against a mail server in another process. */
async function mails(count: number, connections: number) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-mails-'))
  const sink = run(['test/sinks/smtpProcess.ts', '0', join(folder, 'accepted.log')])
  const port = await until(async () => Number(sink.output()), 'the mail server')
  const w = await world({ config: { smtpUrl: `smtp://127.0.0.1:${port}`, mailConnections: connections } })
  await w.subscribers(count)
  await open(w)
  Object.assign(w.ctx.db.timing, { calls: 0, longest: 0, overLimit: 0 })
  const lag = performance.eventLoopUtilization()
  const began = performance.now()
  const relay = startRelay(w.ctx, { transport: smtpTransport(w.ctx.config), alone: true })
  await untilQuiet(w.ctx, 600_000)
  const seconds = (performance.now() - began) / 1000
  await relay.stop()
  const { longest, overLimit } = w.ctx.db.timing
  const busy = round(performance.eventLoopUtilization(lag).utilization, 2)
  await w.close()
  await sink.stop()
  rmSync(folder, { recursive: true, force: true })
  return {
    mailsPerSecond: Math.round(count / seconds),
    connections,
    busy,
    longestCallMs: round(longest),
    callsOverLimit: overLimit,
  }
}

function open(w: World) {
  const components = [{ id: w.components.checkout, state: 'partial_outage' as const }]
  return openIncident(w.as('mara'), { name: 'Orders are failing', body: 'We are looking into it.', components })
}

const [subscribers = 100_000, count = 10_000] = process.argv.slice(2).map(Number)
const expanding = await fanOut(subscribers)
console.log(`fan-out to ${subscribers}: ${JSON.stringify(expanding)}`)
const sending = await mails(count, 10)
console.log(`mail to ${count}: ${JSON.stringify(sending)}`)
const ok = expanding.longestCallMs <= callLimit && sending.longestCallMs <= callLimit && sending.mailsPerSecond >= 300
verdict('bench:delivery', ok, { expanding, sending })
