import { promisify } from 'node:util'
import * as zlib from 'node:zlib'

/** The encodings that we make, each a bit, so that a set of them is a number. */
export const codings = { identity: 1, gzip: 2, br: 4, zstd: 8 } as const
export type Coding = keyof typeof codings

type Packed = { coding: Coding; body: Buffer }

/** Less than this (bytes) fits beside its headers into one packet; packing it gains nobody anything. */
const tooSmall = 400

/**
 * The same bytes in every encoding that makes them smaller, the smallest first. Done by threads of the runtime's own, so that
 * answers go on being sent. How hard each is tried was measured on a home page of 28 KB: gzip 0.4 ms, br 0.6 ms, zstd 0.9 ms,
 * and 10 % fewer bytes with br's best would take 47 ms.
 * @param hard br at its best: for what is made once and sent for as long as the build lives
 */
export async function pack(body: Buffer, hard = false): Promise<Packed[]> {
  const plain: Packed = { coding: 'identity', body }
  if (body.length < tooSmall) return [plain]
  const packed = await Promise.all(
    Object.entries(packers).map(async ([coding, squeeze]) => ({
      coding: coding as Coding,
      body: await squeeze(body, hard),
    })),
  )
  const smaller = packed.filter((one) => one.body.length < body.length)
  return [...smaller.sort((a, b) => a.body.length - b.body.length), plain]
}

const { constants } = zlib
const gzip = promisify(zlib.gzip)
const brotli = promisify(zlib.brotliCompress)
// Older runtimes that we support have none.
const zstd = 'zstdCompress' in zlib ? promisify(zlib.zstdCompress) : undefined

const packers: Partial<Record<Coding, (body: Buffer, hard: boolean) => Promise<Buffer>>> = {
  gzip: (body) => gzip(body, { level: 9 }),
  br: (body, hard) =>
    brotli(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: hard ? 11 : 6,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  ...(zstd && {
    zstd: (body: Buffer) => zstd(body, { params: { [constants.ZSTD_c_compressionLevel]: 12 } }),
  }),
}

/**
 * What an Accept-Encoding wants (RFC 9110, 12.5.3): sets of encodings, the most wanted first. Plain is acceptable unless
 * refused, and comes last unless named.
 */
export function wantedOf(header: string): number[] {
  const weights = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((one) => one.trim())
    const q = parameters.find((one) => one.startsWith('q='))
    if (name) weights.set(name === 'x-gzip' ? 'gzip' : name, q === undefined ? 1 : Number(q.slice(2)) || 0)
  }
  const sets = new Map<number, number>()
  for (const [coding, bit] of Object.entries(codings)) {
    const weight = weights.get(coding) ?? weights.get('*') ?? (coding === 'identity' ? 0.0001 : 0)
    if (weight > 0) sets.set(weight, (sets.get(weight) ?? 0) | bit)
  }
  return [...sets].sort(([a], [b]) => b - a).map(([, set]) => set)
}

/** So many different headers are remembered; browsers and feed readers send a few dozen. */
const mostHeaders = 200

/** Understands each Accept-Encoding once. Without the header anything may be sent, and programs without it expect it plain. */
export function newWants(): (header: string | undefined) => readonly number[] {
  const known = new Map<string, number[]>()
  const plain = [codings.identity]
  return (header) => {
    if (header === undefined) return plain
    const before = known.get(header)
    if (before) return before
    if (known.size >= mostHeaders) known.clear()
    const wanted = wantedOf(header)
    known.set(header, wanted)
    return wanted
  }
}
