import { afterEach, describe, expect, it } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
afterEach(() => door.close())

describe('health', () => {
  it('is 200 while pages can be served, whatever relay and clock do', async () => {
    door = await openDoor()
    expect((await door.get('/healthz')).text).toBe('{"status":"ok"}')
    const ready = await door.get('/readyz')
    expect([ready.status, ready.headers['cache-control']]).toEqual([200, 'no-store'])
    expect(JSON.parse(ready.text)).toMatchObject({ status: 'ready', relay: { age: 1.5 }, clock: { age: null } })
    expect(JSON.parse(ready.text).edition).toMatchObject({ budget: 64_000_000, bytes: expect.any(Number) })
    door.stand.broken = true
    await openIncident(door.as('mara'), { name: 'Search fails', body: 'It fails.' })
    expect((await door.get('/readyz')).status).toBe(200)
  })

  it('is 503 when no page was ever rendered and none can be', async () => {
    door = await openDoor()
    door.stand.broken = true
    expect((await door.get('/readyz')).status).toBe(503)
    expect((await door.get('/healthz')).status).toBe(200)
  })
})
