import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, isUnchanged, prepare, variantFor } from '../../api/edition/answer.ts'
import { codings, newWants } from '../../api/edition/encodings.ts'
import { type World, world } from '../world.ts'
import { editionOf, newPress, turn } from './press.ts'

const long = 'long text, '.repeat(300)
const sent = (answer: Answer, header?: string) => variantFor(answer, newWants()(header)).coding
const prepared = (body: string) => prepare({ status: 200, headers: [], body: Buffer.from(body) })

describe('an answer', () => {
  let w: World
  beforeEach(async () => {
    w = await world({ bare: true })
  })
  afterEach(() => w.close())

  it('has the same bytes in every encoding from the first moment, each with a tag of its own', async () => {
    const { variants, identity } = await editionOf(w.ctx, newPress(long)).open('/')
    const unpack = {
      identity: (body: Buffer) => body,
      gzip: gunzipSync,
      br: brotliDecompressSync,
      zstd: zstdDecompressSync,
    }
    expect(variants.map(({ coding }) => coding).sort()).toEqual(['br', 'gzip', 'identity', 'zstd'])
    for (const { coding, body, head } of variants) {
      expect.soft(unpack[coding](body).equals(identity.body), coding).toBe(true)
      expect.soft(head[head.indexOf('Content-Length') + 1]).toBe(String(body.length))
    }
    expect(new Set(variants.map(({ etag }) => etag)).size).toBe(variants.length)
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

  it('knows its own tag in what a browser or a proxy sends', async () => {
    const { identity } = await editionOf(w.ctx, newPress()).open('/')
    expect(isUnchanged(identity, identity.etag)).toBe(true)
    expect(isUnchanged(identity, `"other", W/${identity.etag}`)).toBe(true)
    expect(isUnchanged(identity, '*')).toBe(true)
    expect(isUnchanged(identity, '"other"')).toBe(false)
    expect(isUnchanged(identity, undefined)).toBe(false)
  })
})

describe('the encoding that is sent', () => {
  it('is the one that is wanted most, and of several the smallest', async () => {
    const answer = await prepared(long)
    const smallest = answer.variants[0]?.coding
    const cases: [string | undefined, string | undefined][] = [
      [undefined, 'identity'],
      ['', 'identity'],
      ['identity', 'identity'],
      ['gzip, deflate', 'gzip'],
      ['GZIP', 'gzip'],
      ['x-gzip', 'gzip'],
      ['gzip, deflate, br, zstd', smallest],
      ['*', smallest],
      ['br;q=0, gzip', 'gzip'],
      ['gzip;q=1.0, br;q=0.5', 'gzip'],
      ['gzip;q=0.2, br ; q=0.9', 'br'],
      ['gzip;q=0.5, zstd;q=0.4, *;q=0', 'gzip'],
      ['gzip;q=0.0', 'identity'],
      ['identity;q=1, gzip;q=0.5', 'identity'],
      ['identity;q=0', 'identity'],
      ['gzip;q=nonsense, deflate', 'identity'],
      ['brotli, xgzip', 'identity'],
    ]
    for (const [header, coding] of cases) expect.soft(sent(answer, header), `"${header}"`).toBe(coding)
  })

  it('is none where packing gains nothing', async () => {
    const answer = await prepared('short')
    expect(answer.variants).toHaveLength(1)
    expect(sent(answer, 'gzip, br')).toBe('identity')
  })

  it('is understood once per header, and strangers cannot fill the memory with headers', () => {
    const wants = newWants()
    expect(wants('gzip')).toBe(wants('gzip'))
    for (let n = 0; n < 1000; n++) wants(`gzip;q=0.${n}`)
    expect(wants('gzip')).toEqual([codings.gzip, codings.identity])
  })
})
