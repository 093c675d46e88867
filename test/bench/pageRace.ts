import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { percentile, round } from '../prove/verdict.ts'
import type { Server } from '../server.ts'
import { askRaw, difference, ownHeaders, type RawAnswer } from './rawAnswer.ts'

const here = import.meta.dirname
const bareFile = join(here, 'bareServer.mjs')
const pinned = '2aa16711bdd9e260d56cb82bc49c85f32b1f6cb4a6eea4dd1a97b4acca10f060'

export const bareHash = () => createHash('sha256').update(readFileSync(bareFile)).digest('hex')
export const isPinned = () => bareHash() === pinned

/** What is asked for, and by how many. */
export type Case = {
  coding: 'identity' | 'br'
  /** 304 asks with the tag that the page has. */
  status: 200 | 304
  connections: number
  /** Another query with every request. */
  random?: boolean
}

export type Result = {
  /** The middle one of the rounds' ratios, ours to the bare server's. */
  ratio: number
  ratios: number[]
  perSecond: { served: number; bare: number }
  /** Microseconds of processor per request. */
  cpu: { served: number; bare: number }
  bytes: number
  wrong: number
}

/** The home page of `server` against a bare server that gives the same bytes and headers. */
export async function race(
  server: Server,
  one: Case,
  times: { rounds: number; ms: number; warm: number },
): Promise<Result> {
  const request = await requestFor(server, one)
  const ours = await askRaw(server.port, request)
  if (ours.status !== one.status) throw new Error(`The page answered ${ours.status}.`)
  const bare = await startBare(server.folder, ours)
  const load = startLoad()
  try {
    const differs = difference(ours, await askRaw(bare.port, request))
    if (differs) throw new Error(`The two answers differ in ${differs}`)
    const task = { request, size: ours.size, connections: one.connections }
    const run = async (port: number, pid: number, ms: number) => {
      const before = cpuOf(pid)
      const done = await load.run({ ...task, port, ms })
      return { ...done, cpu: ((cpuOf(pid) - before) * 1e6) / done.requests }
    }
    const served = (ms = times.ms) => run(server.port, server.process.pid as number, ms)
    const plain = (ms = times.ms) => run(bare.port, bare.process.pid as number, ms)
    for (const warm of [served, plain]) await warm(times.warm)
    // Each round is served, bare, bare, served: what drifts, drifts for both.
    const rounds: { served: Run; plain: Run }[] = []
    for (let n = 0; n < times.rounds; n++) {
      const [a, b, c, d] = [await served(), await plain(), await plain(), await served()]
      rounds.push({ served: both(a, d), plain: both(b, c) })
    }
    return { ...summed(rounds), bytes: ours.size }
  } finally {
    load.stop()
    bare.process.kill()
  }
}

type Run = { perSecond: number; cpu: number; wrong: number }

function both(a: Run, b: Run): Run {
  return { perSecond: (a.perSecond + b.perSecond) / 2, cpu: (a.cpu + b.cpu) / 2, wrong: a.wrong + b.wrong }
}

function summed(rounds: { served: Run; plain: Run }[]): Omit<Result, 'bytes'> {
  const ratios = rounds.map(({ served, plain }) => round(served.perSecond / plain.perSecond, 3))
  const middle = (of: (one: { served: Run; plain: Run }) => number, digits = 0) =>
    round(percentile(rounds.map(of), 0.5), digits)
  return {
    ratio: percentile(ratios, 0.5),
    ratios,
    perSecond: { served: middle((one) => one.served.perSecond), bare: middle((one) => one.plain.perSecond) },
    cpu: { served: middle((one) => one.served.cpu, 1), bare: middle((one) => one.plain.cpu, 1) },
    wrong: rounds.reduce((sum, { served, plain }) => sum + served.wrong + plain.wrong, 0),
  }
}

async function requestFor({ port }: Server, { coding, status, random }: Case): Promise<string> {
  const encoding = coding === 'identity' ? '' : `Accept-Encoding: ${coding}\r\n`
  const head = `GET /${random ? '?x=RANDOM' : ''} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${encoding}`
  if (status === 200) return `${head}\r\n`
  const { headers } = await askRaw(port, `${head}\r\n`)
  return `${head}If-None-Match: ${headers[headers.indexOf('ETag') + 1]}\r\n\r\n`
}

async function startBare(folder: string, answer: RawAnswer): Promise<{ port: number; process: ChildProcess }> {
  const file = join(folder, 'answer.json')
  const { status, body } = answer
  writeFileSync(file, JSON.stringify({ status, headers: ownHeaders(answer), body: body.toString('base64') }))
  const process = fork(bareFile, [file], { execArgv: [] })
  const [port] = await once(process, 'message')
  return { port, process }
}

export type Task = { port: number; request: string; size: number; connections: number; ms: number }

/** The load generator. */
export function startLoad() {
  const load = fork(join(here, 'load.mjs'), { execArgv: [] })
  return {
    async run(task: Task): Promise<{ perSecond: number; requests: number; wrong: number }> {
      load.send(task)
      const [done] = await once(load, 'message')
      return { ...done, perSecond: (done.requests / done.ms) * 1000 }
    },
    stop: () => void load.kill(),
  }
}

/** Seconds of processor that a process has had. Linux only; elsewhere there is no figure. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN
  }
}
