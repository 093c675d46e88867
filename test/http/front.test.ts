import { afterEach, describe, expect, it } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
afterEach(() => door.close())

describe('the door', () => {
  it('renders what it does not have yet once, while a crowd waits', async () => {
    door = await openDoor()
    const crowd = await Promise.all(Array.from({ length: 30 }, () => door.get('/incidents/abc')))
    expect(new Set(crowd.map(({ status }) => status))).toEqual(new Set([200]))
    expect(door.stand.renders).toBe(1)
  })

  it('keeps nothing of addresses that do not exist', async () => {
    door = await openDoor()
    await door.edition.catchUp()
    const before = door.edition.size()
    for (let n = 0; n < 20; n++) expect((await door.get(`/incidents/unknown${n}`)).status).toBe(404)
    expect(door.edition.size()).toEqual(before)
    expect((await door.get('/incidents/unknown')).headers['cache-control']).toBe('no-store')
  })

  it('sends whoever writes a slash too many to the one address of a page', async () => {
    door = await openDoor()
    const slashed = await door.get('/history/?page=2')
    expect([slashed.status, slashed.headers.location]).toEqual([308, '/history'])
    expect((await door.get('/manage/')).text).toBe('the pages')
  })

  it('sends whoever encodes what needs no encoding to the one address, so that nothing is rendered twice', async () => {
    door = await openDoor()
    const odd = await door.get('/%68istory?x')
    expect([odd.status, odd.headers.location]).toEqual([308, '/history'])
    for (const path of ['/%2f%2fevil.example', '/history%0d%0aX:y', '/%zz'])
      expect((await door.get(path)).text).toBe('the pages')
    expect((await door.raw('GET !sorry HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).slice(0, 12)).toMatch(
      / 4\d\d/,
    )
  })

  it('has every newest page, feed and JSON ready before the first reader asks', async () => {
    door = await openDoor()
    const incidentId = await openIncident(door.as('mara'), { name: 'Search fails', body: 'It fails.' })
    await expect.poll(() => door.edition.ready(`/incidents/${incidentId}`)).toBeDefined()
    for (const path of ['/', '/history', '/history.atom', '/api/v2/incidents/unresolved.json'])
      await expect.poll(() => door.edition.ready(path)?.variants.length).toBeGreaterThan(2)
  })

  it('answers a page that cannot be made with what is known, and programs with a problem', async () => {
    door = await openDoor()
    await door.edition.catchUp()
    door.stand.broken = true
    const page = await door.get('/incidents/abc')
    expect([page.status, page.headers['retry-after'], page.headers['cache-control']]).toEqual([503, '10', 'no-store'])
    expect(page.text).toContain('/503 with 0 incidents')
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
