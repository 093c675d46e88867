// The served home page against one bare node:http server that gives the same bytes and headers.
// npm run bench:page [-- ROUNDS MILLISECONDS]
import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepare } from '../prove/prepare.ts'
import { percentile, round, verdict } from '../prove/verdict.ts'
import { startServer, until } from '../server.ts'
import { askRaw, difference, ownHeaders, type RawAnswer } from './rawAnswer.ts'

const here = import.meta.dirname
const bareFile = join(here, 'bareServer.mjs')
const pinned = '2aa16711bdd9e260d56cb82bc49c85f32b1f6cb4a6eea4dd1a97b4acca10f060'
const connections = 32
const goal = 0.8

const [rounds = 7, ms = 700] = process.argv.slice(2).map(Number)

const hash = createHash('sha256').update(readFileSync(bareFile)).digest('hex')
console.log(`bare server: ${hash}  test/bench/bareServer.mjs`)
if (hash !== pinned) verdict('bench:page', false, { reason: 'the bare server is not the pinned one', hash })

const folder = mkdtempSync(join(tmpdir(), 'candor-page-'))
const prepared = await prepare(folder, 1)
const server = await startServer({ folder, env: prepared.env })
const load = fork(join(here, 'load.mjs'), { execArgv: [] })
const results: Record<string, Result> = {}
try {
  await prepared.post(server, await prepared.open(server), 'We have found it.')
  const shows = async () => (await fetch(server.url).then((answer) => answer.text())).includes('We have found it.')
  await until(shows, 'the post on the page')
  for (const packed of [false, true])
    for (const known of [false, true])
      results[`${packed ? 'gzip' : 'identity'} ${known ? 304 : 200}`] = await compare(packed, known)
} finally {
  load.kill()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
const ok = Object.values(results).every(({ ratio, wrong }) => ratio >= goal && wrong === 0)
verdict('bench:page', ok, { goal, rounds, connections, bare: hash.slice(0, 12), ...results })

type Result = { ratio: number; ratios: number[]; servedPerSecond: number; barePerSecond: number; wrong: number }

async function compare(packed: boolean, known: boolean): Promise<Result> {
  const request = await requestFor(packed, known)
  const ours = await askRaw(server.port, request)
  if (ours.status !== (known ? 304 : 200)) throw new Error(`The page answered ${ours.status}.`)
  const bare = await startBare(ours)
  try {
    const theirs = await askRaw(bare.port, request)
    const differs = difference(ours, theirs)
    if (differs) throw new Error(`The two answers differ in ${differs}`)
    return await race(request, ours.size, bare.port)
  } finally {
    bare.process.kill()
  }
}

async function requestFor(packed: boolean, known: boolean): Promise<string> {
  const head = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n${packed ? 'Accept-Encoding: gzip\r\n' : ''}`
  if (!known) return `${head}\r\n`
  const { headers } = await askRaw(server.port, `${head}\r\n`)
  return `${head}If-None-Match: ${headers[headers.indexOf('ETag') + 1]}\r\n\r\n`
}

async function startBare(answer: RawAnswer): Promise<{ port: number; process: ChildProcess }> {
  const file = join(folder, 'answer.json')
  const { status, body } = answer
  writeFileSync(file, JSON.stringify({ status, headers: ownHeaders(answer), body: body.toString('base64') }))
  const process = fork(bareFile, [file], { execArgv: [] })
  const [port] = await once(process, 'message')
  return { port, process }
}

/** Each round is served, bare, bare, served: what drifts, drifts for both. */
async function race(request: string, size: number, bare: number): Promise<Result> {
  const run = (port: number, time = ms) => drive({ port, request, size, connections, ms: time })
  for (const port of [server.port, bare]) await run(port, 1500)
  const served: number[] = []
  const plain: number[] = []
  let wrong = 0
  for (let n = 0; n < rounds; n++) {
    const [a, b, c, d] = [await run(server.port), await run(bare), await run(bare), await run(server.port)]
    served.push((a.perSecond + d.perSecond) / 2)
    plain.push((b.perSecond + c.perSecond) / 2)
    wrong += a.wrong + b.wrong + c.wrong + d.wrong
  }
  const ratios = served.map((own, n) => round(own / (plain[n] as number), 3))
  const [servedPerSecond, barePerSecond] = [served, plain].map((all) => Math.round(percentile(all, 0.5)))
  const result = { ratio: percentile(ratios, 0.5), ratios, servedPerSecond, barePerSecond, wrong } as Result
  console.log(`${request.includes('gzip') ? 'gzip' : 'identity'} of ${size} bytes: ${JSON.stringify(result)}`)
  return result
}

async function drive(task: object): Promise<{ perSecond: number; wrong: number }> {
  load.send(task)
  const [done] = await once(load, 'message')
  return { perSecond: (done.requests / done.ms) * 1000, wrong: done.wrong }
}
