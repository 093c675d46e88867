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

function without(headers: object, name: string): object {
  return Object.fromEntries(Object.entries(headers).filter(([own]) => own !== name))
}
