import { Agent, request } from 'node:http'
import type { Server } from '../server.ts'

/** Everything that an answer shows, without what differs by itself; and how long it took (milliseconds). */
export type Answer = { status: number; bytes: string; ms: number }
export type Asker = ReturnType<typeof askerOf>

/** Asks a server that trusts its proxy, each time from another network. */
export function askerOf(server: Server) {
  const agent = new Agent({ keepAlive: true, maxSockets: 40 })
  let asked = 0

  function ask(method: string, path: string, headers: object, body = ''): Promise<Answer> {
    const n = ++asked
    const from = `${20 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.7`
    return new Promise((resolve, reject) => {
      const began = performance.now()
      const own = {
        'X-Forwarded-For': from,
        'Content-Length': Buffer.byteLength(body),
        Accept: 'text/html',
        ...headers,
      }
      const asking = request(`${server.url}${path}`, { method, agent, headers: own }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part) => parts.push(part))
        answer.once('end', () => {
          const ms = performance.now() - began
          const shown = withoutDate(answer.rawHeaders)
          const status = answer.statusCode ?? 0
          resolve({ status, bytes: [status, shown, Buffer.concat(parts).toString('latin1')].join('\n'), ms })
        })
      })
      asking.once('error', reject)
      asking.end(body)
    })
  }
  return {
    get: (path: string) => ask('GET', path, {}),
    form: (path: string, fields: Record<string, string>) =>
      ask(
        'POST',
        path,
        { Origin: server.url, 'Content-Type': 'application/x-www-form-urlencoded' },
        String(new URLSearchParams(fields)),
      ),
    json: (path: string, body: object) =>
      ask('POST', path, { Origin: server.url, 'Content-Type': 'application/json' }, JSON.stringify(body)),
    close: () => agent.destroy(),
  }
}

function withoutDate(raw: string[]): string {
  const lines: string[] = []
  for (let n = 0; n < raw.length; n += 2)
    if (!/^(date|x-request-id)$/i.test(raw[n] ?? '')) lines.push(`${raw[n]}: ${raw[n + 1]}`)
  return lines.join('\n')
}

/** How often one of `a` is larger than one of `b`, less how often it is smaller: 0 for alike, below 0.147 negligible. */
export function cliffsDelta(a: number[], b: number[]): number {
  let sum = 0
  for (const one of a) for (const other of b) sum += Math.sign(one - other)
  return sum / (a.length * b.length)
}

/** The difference of the means in standard deviations. */
export function cohensD(a: number[], b: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = (values: number[]) =>
    values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1)
  return (mean(a) - mean(b)) / Math.sqrt((variance(a) + variance(b)) / 2)
}
