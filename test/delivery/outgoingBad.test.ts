import { afterEach, describe, expect, test } from 'vitest'
import { systemResolve } from '../../api/context/outsideUrl.ts'
import { postOutside, type Way } from '../../api/delivery/outgoing.ts'
import { type Receiver, webhookSink } from '../sinks/webhook.ts'

const receivers: Receiver[] = []
afterEach(async () => {
  for (const one of receivers.splice(0)) await one.close()
})

const post = (url: string, way: Partial<Way>) =>
  postOutside({ url, headers: {}, body: '{"a":1}' }, { networks: [], resolve: systemResolve, ...way })
const receiver = async (options?: Parameters<typeof webhookSink>[0]) => {
  const made = await webhookSink(options)
  receivers.push(made)
  return made
}

describe('a receiver that behaves badly costs its time and no more', () => {
  const networks = ['127.0.0.0/8']
  const slow = { networks, deadline: 400 }

  test('one that never answers', async () => {
    const { url } = await receiver({ answer: () => {} })
    const { ms, ...answer } = await post(url, slow)
    expect(answer).toEqual({ kind: 'failed', why: 'It did not answer in time.' })
    expect(ms).toBeLessThan(1500)
  })

  test('one that drips its head, byte by byte', async () => {
    const { url } = await receiver({
      answer: (_, { socket }) => {
        const drip = setInterval(() => socket?.write('x'), 20)
        socket?.once('close', () => clearInterval(drip))
        socket?.write('HTTP/1.1 200 OK\r\nX-Long: ')
      },
    })
    expect((await post(url, slow)).kind).toBe('failed')
  })

  test('one whose answer has no end is believed by its head, and read no further than 64 KB', async () => {
    let written = 0
    const { url } = await receiver({
      answer: (_, response) => {
        response.writeHead(200)
        const pour = () => {
          while (!response.destroyed && response.write('x'.repeat(16_384))) written += 16_384
          if (!response.destroyed) response.once('drain', pour)
        }
        pour()
      },
    })
    const { ms, ...answer } = await post(url, { networks, deadline: 10_000 })
    expect(answer).toMatchObject({ kind: 'answered', status: 200 })
    expect(ms).toBeLessThan(1900)
    // What the system's own buffers had taken before we hung up counts as written.
    expect(written).toBeLessThan(30_000_000)
  })

  test('one that says yes and then keeps the line', async () => {
    const { url } = await receiver({
      answer: (_, response) => {
        response.writeHead(200)
        response.write('one moment')
      },
    })
    const { ms, ...answer } = await post(url, { networks, deadline: 10_000 })
    expect(answer).toMatchObject({ kind: 'answered', status: 200 })
    expect(ms).toBeLessThan(4000)
  })

  test('one whose name takes for ever to be found', async () => {
    const { ms, kind } = await post('https://slow.example/', { ...slow, resolve: () => new Promise(() => {}) })
    expect([kind, ms < 1500]).toEqual(['failed', true])
  })

  test('one that is not there, or hangs up', async () => {
    const gone = await receiver()
    await gone.close()
    expect(await post(gone.url, { networks })).toMatchObject({ kind: 'failed', why: 'It refused the connection.' })
    const { url } = await receiver({ answer: (_, { socket }) => socket?.destroy() })
    expect(await post(url, { networks })).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/^The connection failed/),
    })
  })

  test('what is under way is given up when asked', async () => {
    const { url } = await receiver({ answer: () => {} })
    const control = new AbortController()
    setTimeout(() => control.abort(), 50)
    expect(await post(url, { networks, deadline: 10_000, signal: control.signal })).toMatchObject({
      kind: 'failed',
      why: 'It was given up.',
    })
  })
})
