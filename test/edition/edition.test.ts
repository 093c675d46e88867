import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type World, world } from '../world.ts'
import { editionOf, newPress, settled, textOf, turn } from './press.ts'

/** As the layout writes it. */
const asOf = '<p id="as-of" hidden>Known at <i></i></p>'

let w: World
beforeEach(async () => {
  w = await world({ bare: true })
})
afterEach(() => w.close())

describe('an edition', () => {
  it('renders a path once for everybody who asks at the same time', async () => {
    const press = newPress()
    const edition = editionOf(w.ctx, press)
    await Promise.all(Array.from({ length: 20 }, () => edition.open('/')))
    expect(press.count('/')).toBe(1)
  })

  it('is ready without waiting once it was rendered', async () => {
    const edition = editionOf(w.ctx, newPress())
    expect(edition.ready('/')).toBeUndefined()
    await edition.open('/')
    expect(textOf(edition.ready('/'))).toBe('/ in state 1')
  })

  it('serves the last answer while the next one is made, to those who look at it', async () => {
    const press = newPress()
    const edition = editionOf(w.ctx, press)
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
    const edition = editionOf(w.ctx, press)
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
    const edition = editionOf(w.ctx, press)
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
    const edition = editionOf(w.ctx, press)
    await edition.open('/incidents/a')
    await edition.turn(turn(1, ['b']))
    expect(press.count('/incidents/a')).toBe(1)
    await edition.turn({ ...turn(2), everything: true })
    expect(press.count('/incidents/a')).toBe(2)
  })

  it('goes on serving the last answer when the next one cannot be made, and catches up later', async () => {
    const press = newPress()
    const edition = editionOf(w.ctx, press)
    await edition.catchUp()
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
    const edition = editionOf(w.ctx, press, { patience: 20 })
    await edition.open('/incidents/a')
    w.clock.advance(3_600_000)
    await edition.turn(turn(1, ['a']))
    const open = press.hold()
    expect(textOf(await edition.open('/incidents/a'))).toBe('/incidents/a in state 1')
    open()
  })

  it('shows an error page only where nothing is known, and does not keep it', async () => {
    const press = newPress()
    press.status = 500
    const edition = editionOf(w.ctx, press)
    expect((await edition.open('/incidents/a')).status).toBe(500)
    expect(edition.size().paths).toBe(0)
    press.status = 200
    await edition.open('/incidents/a')
    w.clock.advance(3_600_000)
    press.status = 500
    await edition.turn(turn(1, ['a'])).catch(() => {})
    expect((await edition.open('/incidents/a')).status).toBe(200)
  })

  it('keeps nothing of what does not exist', async () => {
    const press = newPress()
    press.status = 404
    const edition = editionOf(w.ctx, press)
    for (let n = 0; n < 100; n++) expect((await edition.open(`/incidents/unknown${n}`)).status).toBe(404)
    expect(edition.size()).toMatchObject({ bytes: 0, paths: 0 })
  })

  it('holds no more bytes than it may, and forgets what was asked for longest ago', async () => {
    const press = newPress('x'.repeat(10_000))
    const edition = editionOf(w.ctx, press, { budget: 200_000, always: async () => [] })
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

  it('marks every page with the time of the last good look while the log cannot be read', async () => {
    const press = newPress(asOf)
    const edition = editionOf(w.ctx, press)
    await edition.open('/')
    const plain = edition.ready('/')
    await edition.doubt(new Date('2026-03-01T08:59:00Z'))
    expect(textOf(edition.ready('/'))).toContain('<p id="as-of">Known at <time datetime="2026-03-01T08:59:00.000Z">Sun')
    expect(edition.ready('/')?.identity.etag).not.toBe(plain?.identity.etag)
    await edition.doubt(undefined)
    expect(edition.ready('/')).toBe(plain)
  })

  it('marks only the page that could not be made anew, with the time since when it is behind', async () => {
    const press = newPress(asOf)
    const edition = editionOf(w.ctx, press)
    await edition.catchUp()
    await edition.open('/incidents/a')
    press.broken = true
    w.clock.set('2026-03-01T09:30:00Z')
    await edition.turn(turn(1, ['b'])).catch(() => {})
    expect(textOf(edition.ready('/'))).toContain('datetime="2026-03-01T09:30:00.000Z"')
    expect(textOf(edition.ready('/incidents/a'))).toContain('id="as-of" hidden')
    press.broken = false
    await edition.catchUp()
    expect(textOf(edition.ready('/'))).toContain('id="as-of" hidden')
  })

  it('asks strangers to come back when too many want something new at once', async () => {
    const press = newPress()
    const edition = editionOf(w.ctx, press)
    const open = press.hold()
    const waiting = Array.from({ length: 64 }, (_, n) => edition.open(`/incidents/${n}`))
    await expect(edition.open('/incidents/one-too-many')).rejects.toMatchObject({ kind: 'busy' })
    open()
    await Promise.all(waiting)
  })
})
