import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isUnchanged, variantFor } from '../../api/edition/answer.ts'
import { type World, world } from '../world.ts'
import { editionOf, newPress, turn } from './press.ts'

let w: World
beforeEach(async () => {
  w = await world({ bare: true })
})
afterEach(() => w.close())

describe('an answer', () => {
  it('has the same bytes in every encoding, each with a tag of its own', async () => {
    const press = newPress('long text, '.repeat(300))
    const edition = editionOf(w.ctx, press)
    const answer = await edition.open('/')
    await expect.poll(() => answer.br).toBeDefined()
    expect(gunzipSync(answer.gzip.body).equals(answer.identity.body)).toBe(true)
    expect(new Set([answer.identity.etag, answer.gzip.etag, answer.br?.etag]).size).toBe(3)
  })

  it('has a tag that moves with its bytes and with nothing else', async () => {
    const press = newPress()
    const edition = editionOf(w.ctx, press)
    const tag = (await edition.open('/')).identity.etag
    await edition.turn(turn(1))
    expect(edition.ready('/')?.identity.etag).toBe(tag)
    press.state = 2
    await edition.turn(turn(2))
    expect(edition.ready('/')?.identity.etag).not.toBe(tag)
  })

  it('is sent in the encoding that was asked for', async () => {
    const answer = await editionOf(w.ctx, newPress('long text, '.repeat(300))).open('/')
    await expect.poll(() => answer.br).toBeDefined()
    expect(variantFor(answer, undefined)).toBe(answer.identity)
    expect(variantFor(answer, 'identity')).toBe(answer.identity)
    expect(variantFor(answer, 'gzip, deflate')).toBe(answer.gzip)
    expect(variantFor(answer, 'gzip, deflate, br, zstd')).toBe(answer.br)
    expect(variantFor(answer, 'br;q=0, gzip')).toBe(answer.gzip)
    expect(variantFor(answer, 'gzip;q=0.0')).toBe(answer.identity)
  })

  it('knows its own tag in what a browser or a proxy sends', async () => {
    const { identity } = await editionOf(w.ctx, newPress()).open('/')
    expect(isUnchanged(identity, identity.etag)).toBe(true)
    expect(isUnchanged(identity, `"other", W/${identity.etag}`)).toBe(true)
    expect(isUnchanged(identity, '*')).toBe(true)
    expect(isUnchanged(identity, '"other"')).toBe(false)
    expect(isUnchanged(identity, undefined)).toBe(false)
  })
})
