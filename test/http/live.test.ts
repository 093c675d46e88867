import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
afterEach(() => door.close())

describe('the live stream', () => {
  it('says each new version, after the page shows it', async () => {
    door = await openDoor()
    const reader = await read()
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    await expect.poll(() => reader.text()).toContain('id: 0\nevent: version\ndata: 0\n\n')
    const id = await open()
    await expect.poll(() => reader.text()).toContain('id: 1\nevent: version\ndata: 1\n\n')
    expect((await door.get('/')).text).toContain('with 1 incidents')
    await changeIncident(door.as('mara'), { incidentId: id, severity: 'SEV1' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(reader.text()).not.toContain('id: 2')
  })

  it('tells whoever comes back behind at once, and lets others wait', async () => {
    door = await openDoor()
    await open()
    await expect.poll(() => door.seen.version).toBe(1)
    const [behind, upToDate] = [await read({ 'Last-Event-ID': '0' }), await read({ 'Last-Event-ID': '1' })]
    await expect.poll(() => behind.text()).toContain('id: 1\n')
    await expect.poll(() => upToDate.text()).toMatch(/^retry: \d{4,5}\n\n$/)
    expect(retryOf(behind)).toBeGreaterThanOrEqual(2000)
  })

  it('lets everybody come back at a moment of their own, so that a restart does not bring all at once', async () => {
    door = await openDoor()
    const all = await Promise.all(Array.from({ length: 60 }, () => read()))
    await expect.poll(() => all.every((one) => retryOf(one) > 0)).toBe(true)
    const waits = all.map(retryOf)
    // Of sixty, none in a whole quarter of the time would be one accident in thirty million.
    for (const quarter of [0, 1, 2, 3])
      expect(waits.some((ms) => Math.floor((ms - 2000) / 4500) === quarter)).toBe(true)
  })

  it('never says an older version after a newer one, also to who joins meanwhile', async () => {
    door = await openDoor()
    const first = await read()
    await Promise.all([door.live.tell(7), door.live.tell(9), door.live.tell(8)])
    door.seen.version = 9
    const second = await read()
    await door.live.tell(10)
    await expect.poll(() => versionsOf(first)).toEqual([0, 7, 9, 10])
    await expect.poll(() => versionsOf(second)).toEqual([9, 10])
  })

  it('holds so many per address and no more, and has room again when one leaves', async () => {
    door = await openDoor({ livePerAddress: 2 })
    const [first] = [await read(), await read()]
    const third = await door.get('/live')
    expect([third.status, third.headers['retry-after']]).toEqual([429, '30'])
    expect(third.headers['content-type']).toBe('application/problem+json')
    first.close()
    await expect.poll(() => door.live.readers()).toBe(1)
    expect((await read()).status).toBe(200)
  })

  it('counts addresses behind a proxy apart', async () => {
    door = await openDoor({ livePerAddress: 1, trustProxy: true })
    expect((await read({ 'X-Forwarded-For': '203.0.113.1' })).status).toBe(200)
    expect((await read({ 'X-Forwarded-For': '203.0.113.2' })).status).toBe(200)
    expect((await door.get('/live', { 'X-Forwarded-For': '203.0.113.2' })).status).toBe(429)
  })

  it('has an end to its room', async () => {
    door = await openDoor({ total: 1 })
    await read()
    const second = await door.get('/live')
    expect([second.status, second.headers['retry-after']]).toEqual([503, '30'])
    expect((await door.get('/')).status).toBe(200)
  })

  it('drops a reader who does not read, and goes on telling the others', async () => {
    door = await openDoor()
    const good = await read()
    const socket = connect(door.port, '127.0.0.1', () => socket.write('GET /live HTTP/1.1\r\nHost: a\r\n\r\n'))
    socket.on('error', () => {})
    socket.once('readable', () => {})
    await expect.poll(() => door.live.readers()).toBe(2)
    // The system itself holds some megabytes for a socket before anything waits with us.
    let version = 0
    while (door.live.readers() > 1 && version < 1_000_000) {
      for (let n = 0; n < 100; n++) await door.live.tell(++version)
      await new Promise(setImmediate)
    }
    expect(door.live.readers()).toBe(1)
    await door.live.tell(++version)
    await expect.poll(() => versionsOf(good).at(-1), { timeout: 10_000 }).toBe(version)
    socket.destroy()
  })

  it('ends when we stop, so that browsers look for us again', async () => {
    door = await openDoor()
    const reader = await read()
    await door.stop()
    await expect.poll(() => reader.ended()).toBe(true)
    // The connection too: one that stays open holds up a restart.
    expect(reader.headers.connection).toBe('close')
  })

  it('answers HEAD without keeping anything open', async () => {
    door = await openDoor()
    const head = await door.get('/live', {}, { method: 'HEAD' })
    expect([head.status, head.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8'])
    expect(door.live.readers()).toBe(0)
  })
})

function open() {
  return openIncident(door.as('mara'), { name: 'Search fails', body: 'It fails.' })
}

type Stream = Awaited<ReturnType<typeof read>>

const retryOf = (stream: Stream) => Number(/^retry: (\d+)$/m.exec(stream.text())?.[1] ?? 0)
const versionsOf = (stream: Stream) => [...stream.text().matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))

/** Keeps a stream open and remembers what it said. */
async function read(headers = {}) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { port: door.port, host: '127.0.0.1', path: '/live', agent: false, headers: { ...headers } }
    get(options, resolve).once('error', reject)
  })
  const parts: string[] = []
  let ended = false
  answer.setEncoding('utf8').on('data', (part) => parts.push(part))
  answer.on('error', () => {})
  answer.once('close', () => {
    ended = true
  })
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: () => parts.join(''),
    ended: () => ended,
    close: () => answer.destroy(),
  }
}
