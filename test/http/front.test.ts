import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { type Door, type Got, openDoor } from './door.ts'

const cachePublic = 'public, max-age=0, s-maxage=5, stale-while-revalidate=5, stale-if-error=86400'

let door: Door
afterEach(() => door.close())

describe('a prepared answer', () => {
  it('has the headers of its surface, and nothing of the renderer that is not ours', async () => {
    door = await openDoor()
    const page = await door.get('/')
    expect(page.status).toBe(200)
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': cachePublic,
      'content-security-policy': "default-src 'self'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      vary: 'Accept-Encoding',
      'content-length': String(page.body.length),
    })
    expect(page.headers['x-own']).toBeUndefined()
    expect(page.headers['set-cookie']).toBeUndefined()
    const json = await door.get('/api/v2/summary.json')
    expect(json.headers['content-security-policy']).toContain("default-src 'none'")
    expect(json.headers['access-control-allow-origin']).toBe('*')
  })

  it('is the same in every encoding, for HEAD and for whoever has it already', async () => {
    door = await openDoor()
    const plain = await door.get('/')
    const packed = await door.get('/', { 'Accept-Encoding': 'gzip' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true)
    expect(packed.headers.etag).not.toBe(plain.headers.etag)

    const head = await door.get('/', {}, { method: 'HEAD' })
    expect(without(head.headers, 'date')).toEqual(without(plain.headers, 'date'))
    expect(head.body).toHaveLength(0)

    const unchanged = await door.get('/', { 'If-None-Match': plain.headers.etag })
    expect([unchanged.status, unchanged.body.length]).toEqual([304, 0])
    expect(unchanged.headers).toMatchObject({ etag: plain.headers.etag, 'cache-control': cachePublic })
    expect(unchanged.headers['content-length']).toBeUndefined()
    const repacked = await door.get('/', { 'If-None-Match': packed.headers.etag, 'Accept-Encoding': 'gzip' })
    expect(repacked.status).toBe(304)
  })

  it('does not change for a query, a language or what proxies and strangers add', async () => {
    door = await openDoor()
    const clean = await door.get('/')
    const renders = door.stand.renders
    const dirty: Promise<Got>[] = [
      door.get('/?utm_source=mail&lang=de'),
      door.get('/', { 'Accept-Language': 'de' }),
      door.get('/', {
        'X-Forwarded-Host': 'evil.example',
        'X-Forwarded-Proto': 'http',
        Forwarded: 'host=evil.example',
      }),
      door.get('/', { 'X-Original-URL': '/manage', 'X-Rewrite-URL': '/manage', 'X-HTTP-Method-Override': 'POST' }),
      door.get('/', { Host: 'other.example:8080', Cookie: 'a=b', Authorization: 'Bearer x' }),
    ]
    for (const got of await Promise.all(dirty)) expect([got.status, got.text]).toEqual([200, clean.text])
    expect(door.stand.renders).toBe(renders)
  })

  it('turns with a post, and not with what is internal', async () => {
    door = await openDoor()
    const before = await door.get('/api/v2/status.json')
    const components = [{ id: door.components.search, state: 'major_outage' as const }]
    const incidentId = await openIncident(door.as('mara'), { name: 'Search fails', body: 'It fails.', components })
    await expect.poll(async () => (await door.get('/')).text).toContain('with 1 incidents')
    const etag = async () => (await door.get('/api/v2/status.json')).headers.etag
    await expect.poll(etag).not.toBe(before.headers.etag)
    const after = [await etag(), (await door.get('/')).headers.etag]
    await changeIncident(door.as('mara'), { incidentId, severity: 'SEV1' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect([await etag(), (await door.get('/')).headers.etag]).toEqual(after)
    expect(door.seen.version).toBe(1)
  })

  it('goes on being sent while nothing can be rendered', async () => {
    door = await openDoor()
    await door.get('/')
    door.stand.broken = true
    await openIncident(door.as('mara'), { name: 'Search fails', body: 'It fails.' })
    await expect.poll(() => door.seen.version).toBe(1)
    expect((await door.get('/')).text).toContain('with 0 incidents')
    door.stand.broken = false
    await expect.poll(async () => (await door.get('/')).text, { timeout: 5000 }).toContain('with 1 incidents')
  })
})

describe('the door', () => {
  it('renders what it does not have yet once, while a crowd waits', async () => {
    door = await openDoor()
    const crowd = await Promise.all(Array.from({ length: 30 }, () => door.get('/incidents/abc')))
    expect(new Set(crowd.map(({ status }) => status))).toEqual(new Set([200]))
    expect(door.stand.renders).toBe(1)
  })

  it('keeps nothing of addresses that do not exist', async () => {
    door = await openDoor()
    for (let n = 0; n < 20; n++) expect((await door.get(`/incidents/unknown${n}`)).status).toBe(404)
    expect(door.edition.size().paths).toBe(0)
    expect((await door.get('/incidents/unknown')).headers['cache-control']).toBe('no-store')
  })

  it('sends whoever writes a slash too many to the one address of a page', async () => {
    door = await openDoor()
    const slashed = await door.get('/history/?page=2')
    expect([slashed.status, slashed.headers.location]).toEqual([308, '/history'])
    expect((await door.get('/manage/')).text).toBe('the pages')
  })

  it('has the built files, and passes on the rest', async () => {
    door = await openDoor()
    expect((await door.get('/_astro/a.css?x')).text).toBe('asset')
    expect((await door.get('/manage')).text).toBe('the pages')
    expect((await door.get('/', {}, { method: 'POST' })).text).toBe('the pages')
  })

  it('believes nobody about whom they forward, unless that is configured', async () => {
    door = await openDoor()
    const lies = { 'X-Forwarded-For': '6.6.6.6', 'X-Forwarded-Host': 'evil.example', 'X-Real-IP': '6.6.6.6' }
    await door.get('/manage', lies)
    expect(Object.keys(door.seen.forwarded).filter((name) => name.startsWith('x-'))).toEqual([])
  })

  it('believes a configured proxy its own word only', async () => {
    door = await openDoor({ trustProxy: true })
    await door.get('/manage', { 'X-Forwarded-For': '6.6.6.6, 203.0.113.9', 'X-Forwarded-Host': 'evil.example' })
    expect(door.seen.forwarded['x-forwarded-for']).toBe('203.0.113.9')
    expect(door.seen.forwarded['x-forwarded-host']).toBeUndefined()
  })

  it('refuses what is no host, no address and no request, in a form that programs read', async () => {
    door = await openDoor()
    const end = 'Connection: close\r\n\r\n'
    for (const [request, status] of [
      [`GET / HTTP/1.1\r\nHost: a b\r\n${end}`, 400],
      [`GET / HTTP/1.1\r\nHost: evil.example/x\r\n${end}`, 400],
      [`GET / HTTP/1.1\r\n${end}`, 400],
      [`GET //evil.example/ HTTP/1.1\r\nHost: a\r\n${end}`, 404],
      ['NONSENSE\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n${end}`, 431],
      [`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n`, 413],
    ] as const) {
      const answer = await door.raw(request)
      expect.soft(answer, request.slice(0, 40)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
      if (!request.includes('HTTP/1.1\r\nConnection')) expect.soft(answer).toContain('application/problem+json')
    }
  })

  it('lets a list of fifteen megabytes in where lists come in, and nowhere else', async () => {
    door = await openDoor()
    const answerTo = (path: string, length: number) =>
      door.raw(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`)
    for (const path of ['/manage/subscribers/imports', '/api/v1/subscriber-imports?attested=true']) {
      expect.soft(await answerTo(path, 15_500_000), path).toContain('the pages')
      expect.soft(await answerTo(path, 16_000_001), path).toMatch(/^HTTP\/1.1 413 .*at most 16 MB/s)
    }
    for (const path of [
      '/manage/subscribers/imports/x',
      '/api/v1/subscriber-imports2',
      '/?/manage/subscribers/imports',
    ])
      expect.soft(await answerTo(path, 1_000_001), path).toMatch(/^HTTP\/1.1 413 /)
  })

  it('hangs up on whoever never finishes asking', async () => {
    door = await openDoor()
    const began = Date.now()
    const answer = await door.raw('GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ')
    expect(Date.now() - began).toBeLessThan(11_000)
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
  })

  it('finishes what it has begun when it is stopped', async () => {
    door = await openDoor()
    door.stand.slow = 200
    const asked = door.get('/incidents/abc')
    await expect.poll(() => door.stand.renders).toBe(1)
    await door.stop()
    expect((await asked).status).toBe(200)
    await expect(door.get('/')).rejects.toThrow()
  })
})

function without(headers: object, name: string): object {
  return Object.fromEntries(Object.entries(headers).filter(([own]) => own !== name))
}
