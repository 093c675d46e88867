import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isUnchanged, variantFor } from '../../api/edition/answer.ts'
import { type EditionOptions, openEdition } from '../../api/edition/edition.ts'
import type { Turn } from '../../api/edition/tail.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world({ bare: true })
})
afterEach(() => w.close())

describe('an edition', () => {
  it('renders a path once for everybody who asks at the same time', async () => {
    const press = newPress()
    const edition = editionOf(press)
    await Promise.all(Array.from({ length: 20 }, () => edition.open('/')))
    expect(press.count('/')).toBe(1)
  })

  it('is ready without waiting once it was rendered', async () => {
    const edition = editionOf(newPress())
    expect(edition.ready('/')).toBeUndefined()
    await edition.open('/')
    expect(textOf(edition.ready('/'))).toBe('/ in state 1')
  })

  it('serves the last answer while the next one is made, to those who look at it', async () => {
    const press = newPress()
    const edition = editionOf(press)
    await edition.open('/')
    press.state = 2
    const open = press.hold()
    const turned = edition.turn(turn(1))
    await settled()
    expect(textOf(edition.ready('/'))).toBe('/ in state 1')
    open()
    await turned
    expect(textOf(edition.ready('/'))).toBe('/ in state 2')
  })

  it('does not count a rendering that was begun before the turn', async () => {
    const press = newPress()
    const edition = editionOf(press)
    const open = press.hold()
    const first = edition.open('/')
    press.state = 2
    const turned = edition.turn(turn(1))
    open()
    await Promise.all([first, turned])
    expect(press.count('/')).toBe(2)
    expect(textOf(edition.ready('/'))).toBe('/ in state 2')
  })

  it('makes a path that nobody looks at anew when it is next asked for, and never sends the old one as new', async () => {
    const press = newPress()
    const edition = editionOf(press)
    await edition.open('/incidents/a')
    w.clock.advance(3_600_000)
    press.state = 2
    await edition.turn(turn(1, ['a']))
    expect(press.count('/incidents/a')).toBe(1)
    expect(edition.ready('/incidents/a')).toBeUndefined()
    expect(textOf(await edition.open('/incidents/a'))).toBe('/incidents/a in state 2')
  })

  it('leaves an incident alone that nothing was said about, unless the page itself changed', async () => {
    const press = newPress()
    const edition = editionOf(press)
    await edition.open('/incidents/a')
    await edition.turn(turn(1, ['b']))
    expect(press.count('/incidents/a')).toBe(1)
    await edition.turn({ ...turn(2), everything: true })
    expect(press.count('/incidents/a')).toBe(2)
  })

  it('goes on serving the last answer when the next one cannot be made, and catches up later', async () => {
    const press = newPress()
    const edition = editionOf(press)
    await edition.open('/')
    await edition.open('/incidents/a')
    w.clock.advance(3_600_000)
    press.broken = true
    await expect(edition.turn(turn(1, ['a']))).rejects.toThrow('the database is away')
    expect(textOf(edition.ready('/'))).toBe('/ in state 1')
    expect(textOf(await edition.open('/incidents/a'))).toBe('/incidents/a in state 1')
    press.broken = false
    press.state = 2
    await edition.catchUp()
    expect(textOf(edition.ready('/'))).toBe('/ in state 2')
  })

  it('serves the last answer when the next one takes too long', async () => {
    const press = newPress()
    const edition = editionOf(press, { patience: 20 })
    await edition.open('/incidents/a')
    w.clock.advance(3_600_000)
    await edition.turn(turn(1, ['a']))
    const open = press.hold()
    expect(textOf(await edition.open('/incidents/a'))).toBe('/incidents/a in state 1')
    open()
  })

  it('does not take an error page for an answer', async () => {
    const press = newPress()
    press.status = 500
    await expect(editionOf(press).open('/')).rejects.toThrow('status 500')
  })

  it('keeps nothing of what does not exist', async () => {
    const press = newPress()
    press.status = 404
    const edition = editionOf(press)
    for (let n = 0; n < 100; n++) expect((await edition.open(`/incidents/unknown${n}`)).status).toBe(404)
    expect(edition.size()).toEqual({ bytes: 0, paths: 0 })
  })

  it('holds no more bytes than it may, and forgets what was asked for longest ago', async () => {
    const press = newPress('x'.repeat(10_000))
    const edition = editionOf(press, { budget: 200_000, always: [] })
    for (let n = 0; n < 100; n++) {
      w.clock.advance(1000)
      await edition.open(`/incidents/${n}`)
      edition.ready('/incidents/0')
    }
    expect(edition.size().bytes).toBeLessThanOrEqual(200_000)
    expect(edition.ready('/incidents/0')).toBeDefined()
    expect(edition.ready('/incidents/1')).toBeUndefined()
    expect(edition.ready('/incidents/99')).toBeDefined()
  })

  it('asks strangers to come back when too many want something new at once', async () => {
    const press = newPress()
    const edition = editionOf(press)
    const open = press.hold()
    const waiting = Array.from({ length: 64 }, (_, n) => edition.open(`/incidents/${n}`))
    await expect(edition.open('/incidents/one-too-many')).rejects.toMatchObject({ kind: 'busy' })
    open()
    await Promise.all(waiting)
  })
})

describe('an answer', () => {
  it('has the same bytes in every encoding, each with a tag of its own', async () => {
    const press = newPress('long text, '.repeat(300))
    const edition = editionOf(press)
    const answer = await edition.open('/')
    await expect.poll(() => answer.br).toBeDefined()
    expect(gunzipSync(answer.gzip.body).equals(answer.identity.body)).toBe(true)
    expect(new Set([answer.identity.etag, answer.gzip.etag, answer.br?.etag]).size).toBe(3)
  })

  it('has a tag that moves with its bytes and with nothing else', async () => {
    const press = newPress()
    const edition = editionOf(press)
    const tag = (await edition.open('/')).identity.etag
    await edition.turn(turn(1))
    expect(edition.ready('/')?.identity.etag).toBe(tag)
    press.state = 2
    await edition.turn(turn(2))
    expect(edition.ready('/')?.identity.etag).not.toBe(tag)
  })

  it('is sent in the encoding that was asked for', async () => {
    const answer = await editionOf(newPress('long text, '.repeat(300))).open('/')
    await expect.poll(() => answer.br).toBeDefined()
    expect(variantFor(answer, undefined)).toBe(answer.identity)
    expect(variantFor(answer, 'identity')).toBe(answer.identity)
    expect(variantFor(answer, 'gzip, deflate')).toBe(answer.gzip)
    expect(variantFor(answer, 'gzip, deflate, br, zstd')).toBe(answer.br)
    expect(variantFor(answer, 'br;q=0, gzip')).toBe(answer.gzip)
    expect(variantFor(answer, 'gzip;q=0.0')).toBe(answer.identity)
  })

  it('knows its own tag in what a browser or a proxy sends', async () => {
    const { identity } = await editionOf(newPress()).open('/')
    expect(isUnchanged(identity, identity.etag)).toBe(true)
    expect(isUnchanged(identity, `"other", W/${identity.etag}`)).toBe(true)
    expect(isUnchanged(identity, '*')).toBe(true)
    expect(isUnchanged(identity, '"other"')).toBe(false)
    expect(isUnchanged(identity, undefined)).toBe(false)
  })
})

type Press = ReturnType<typeof newPress>

/** What renders in these tests: counts, can be held up, and can break. */
function newPress(more = '') {
  const counts = new Map<string, number>()
  let gate: Promise<void> = Promise.resolve()
  const press = {
    state: 1,
    status: 200,
    broken: false,
    count: (path: string) => counts.get(path) ?? 0,
    hold() {
      let open = () => {}
      gate = new Promise<void>((resolve) => {
        open = resolve
      })
      return () => open()
    },
    async produce(path: string) {
      counts.set(path, press.count(path) + 1)
      const body = Buffer.from(`${path} in state ${press.state}${more}`)
      await gate
      if (press.broken) throw new Error('the database is away')
      return { status: press.status, headers: [['Content-Type', 'text/plain']] as [string, string][], body }
    },
  }
  return press
}

function editionOf(press: Press, options: Partial<EditionOptions> = {}) {
  return openEdition(w.ctx, {
    always: ['/'],
    sources: (path) => {
      const scope = path.startsWith('/incidents/') ? { incidentId: path.slice(11) } : 'page'
      return { scope, produce: () => press.produce(path) }
    },
    ...options,
  })
}

function turn(version: number, incidents: string[] = []): Turn {
  return { version, everything: false, incidents: new Set(incidents) }
}

function textOf(answer: { identity: { body: Buffer } } | undefined) {
  return answer?.identity.body.toString()
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20))
