import { request } from 'node:https'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newPlaces } from '../../api/context/addressClasses.ts'
import { type Resolve, requireOutside, systemResolve } from '../../api/context/outsideUrl.ts'
import { postOutside, type Way } from '../../api/delivery/outgoing.ts'
import { certificateFor, type Receiver, trap, webhookSink } from '../sinks/webhook.ts'
import { literals, malformed, names, publicAddresses } from './insideAddresses.ts'

let caught: Awaited<ReturnType<typeof trap>>
let receivers: Receiver[]
beforeEach(async () => {
  caught = await trap()
  receivers = []
})
afterEach(async () => {
  caught.close()
  for (const one of receivers) await one.close()
})

const post = (url: string, way: Partial<Way> = {}) =>
  postOutside(
    { url, headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' },
    { networks: [], resolve: systemResolve, deadline: 2000, ...way },
  )
const saying = (...addresses: string[]): Resolve => {
  return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}
const receiver = async (options?: Parameters<typeof webhookSink>[0]) => {
  const made = await webhookSink(options)
  receivers.push(made)
  return made
}

describe('what leads inside is refused at save and at send, and nobody knocks', () => {
  const here = (url: string) => url.replace('PORT', String(caught.port))
  const refusals = async (url: string, resolve: Resolve) => {
    await expect(requireOutside(url, { networks: [], resolve }), `${url} at save`).rejects.toMatchObject({
      kind: 'invalid',
      fields: { url: expect.stringMatching(/\.$/) },
    })
    expect((await post(url, { resolve })).kind, `${url} at send`).toMatch(/^(refused|failed)$/)
  }

  test(`${literals.length} addresses in numbers`, async () => {
    for (const url of literals) await refusals(here(url), saying('93.184.216.34'))
    expect(caught.knocks()).toBe(0)
  })

  test(`${malformed.length} that are written wrongly`, async () => {
    for (const url of malformed) await refusals(here(url), saying('93.184.216.34'))
    expect(caught.knocks()).toBe(0)
  })

  test(`${Object.keys(names).length} names`, async () => {
    for (const [url, addresses] of Object.entries(names)) await refusals(here(url), saying(...addresses))
    for (const url of ['https://localhost:PORT/', 'https://localhost.:PORT/']) await refusals(here(url), systemResolve)
    expect(caught.knocks()).toBe(0)
  })

  test('the trap is alive: whoever asks without a guard falls into it by many of these addresses', async () => {
    for (const url of literals) {
      const knock = new Promise((done) =>
        request(here(url))
          .once('error', done)
          .once('socket', (socket) => {
            socket.setTimeout(200, () => socket.destroy())
          })
          .end(),
      )
      if (/127|0x7f|01?77|2130706433|::1|ffff|①/.test(url)) await knock
    }
    expect(caught.knocks()).toBeGreaterThanOrEqual(15)
  })
})

test('what is public is let through, by its number alone', async () => {
  const placeOf = newPlaces(['10.20.0.0/16', 'fd00:1::/32', '127.0.0.0/8'])
  for (const address of publicAddresses) expect(placeOf(address), address).toBe('public')
  for (const address of ['10.20.255.255', 'fd00:1::9', '127.0.0.1']) expect(placeOf(address), address).toBe('named')
  for (const address of [
    '10.21.0.1',
    'fd00:2::9',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.20.0.1',
    'fe80::1%lo',
    '',
    'x',
  ])
    expect(placeOf(address), address).toBeUndefined()
  const saved = await requireOutside('https://Hooks.EXAMPLE.org:443/a?b=c#d', {
    networks: [],
    resolve: saying('93.184.216.34', '2606:4700::1'),
  })
  expect(saved.href).toBe('https://hooks.example.org/a?b=c')
})

test('inside a named network plain http is fine, outside of it never', async () => {
  const { url, received } = await receiver()
  const networks = ['127.0.0.0/8']
  expect(await post(`${url}/hook?x=1`, { networks })).toMatchObject({ kind: 'answered', status: 204 })
  expect(received).toMatchObject([{ path: '/hook?x=1', body: '{"a":1}' }])
  expect(received[0]?.headers.connection).toBe('close')
  const mixed = saying('127.0.0.1', '93.184.216.34')
  expect(await post(url.replace('127.0.0.1', 'mixed.example'), { networks, resolve: mixed })).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('https://'),
  })
})

test('only the address that was looked at is connected to, under its own name', async (t) => {
  const tls = certificateFor('hooks.example.test')
  if (!tls) return t.skip('openssl is not installed')
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, tls.cert])
  const networks = ['127.0.0.2/32']
  try {
    const { port, received } = await receiver({ tls, host: '127.0.0.2' })
    const asked: string[] = []
    // Whoever asks a second time is sent into the trap.
    const rebinding: Resolve = async (host) => saying(asked.push(host) === 1 ? '127.0.0.2' : '127.0.0.1')(host)
    const url = `https://hooks.example.test:${port}/in`
    expect(await post(url, { networks, resolve: rebinding })).toMatchObject({ kind: 'answered', status: 204 })
    expect(asked).toEqual(['hooks.example.test'])
    expect(received[0]?.headers.host).toBe(`hooks.example.test:${port}`)
    expect(await post(url, { networks, resolve: rebinding })).toMatchObject({ kind: 'failed' })
    const other = await post(url.replace('hooks', 'other'), { networks, resolve: saying('127.0.0.2') })
    expect(other).toMatchObject({ kind: 'failed', why: expect.stringContaining('certificate') })
    expect(received).toHaveLength(1)
  } finally {
    setDefaultCACertificates(before)
  }
})

test('a name that was public when it was saved and leads inside when it is sent to is refused', async () => {
  let asked = 0
  const rebinding: Resolve = (host) => saying(asked++ === 0 ? '93.184.216.34' : '127.0.0.1')(host)
  const url = `https://rebind.example:${caught.port}/`
  await requireOutside(url, { networks: [], resolve: rebinding })
  expect(await post(url, { resolve: rebinding })).toMatchObject({ kind: 'failed' })
  expect(caught.knocks()).toBe(0)
})

test.each([301, 302, 303, 307, 308])('a redirect (%i) is an answer, and not a way', async (status) => {
  const { url } = await receiver({
    host: '127.0.0.2',
    answer: (_, response) => response.writeHead(status, { Location: `http://127.0.0.1:${caught.port}/` }).end(),
  })
  expect(await post(url, { networks: ['127.0.0.0/8'] })).toMatchObject({ kind: 'answered', status })
  expect(caught.knocks()).toBe(0)
})

test('a proxy of the environment is not asked', async () => {
  const { url, received } = await receiver()
  const proxy = `http://127.0.0.1:${caught.port}`
  const set = { http_proxy: proxy, HTTP_PROXY: proxy, https_proxy: proxy, ALL_PROXY: proxy, NODE_USE_ENV_PROXY: '1' }
  const before = { ...process.env }
  Object.assign(process.env, set)
  try {
    expect(await post(url, { networks: ['127.0.0.0/8'] })).toMatchObject({ status: 204 })
  } finally {
    for (const name of Object.keys(set)) if (before[name] === undefined) delete process.env[name]
  }
  expect([received.length, caught.knocks()]).toEqual([1, 0])
})

afterAll(() => {
  const cases = literals.length + malformed.length + Object.keys(names).length
  expect(cases).toBeGreaterThanOrEqual(60)
})
