import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** What a route shows, before it is prepared. */
export type Rendered = { status: number; headers: [string, string][]; body: Buffer }

/** One encoding of an answer: flat header arrays, as `writeHead` takes them, and the bytes. */
export type Variant = { etag: string; head: string[]; unchanged: string[]; body: Buffer }

/** An answer that only has to be written. `br` comes later, made in the background. */
export type Answer = { status: number; identity: Variant; gzip: Variant; br?: Variant }

const zip = promisify(gzip)
const squeeze = promisify(brotliCompress)

/** Prepares what was rendered. The ETag is strong: a hash of the bytes, plus the encoding. */
export async function prepare(rendered: Rendered): Promise<Answer> {
  return {
    status: rendered.status,
    identity: variant(rendered, rendered.body, ''),
    gzip: variant(rendered, await zip(rendered.body), 'gzip'),
  }
}

/** Adds the smallest encoding; nobody waits for it. */
export async function addBrotli(answer: Answer, rendered: Rendered): Promise<void> {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }
  answer.br = variant(rendered, await squeeze(rendered.body, quality), 'br')
}

/** What an answer weighs in memory, in bytes. */
export function weightOf(answer: Answer): number {
  return answer.identity.body.length + answer.gzip.body.length + (answer.br?.body.length ?? 0) + 2000
}

/** The encoding to send; plain when packing made it no smaller. */
export function variantFor(answer: Answer, acceptEncoding: string | undefined): Variant {
  if (!acceptEncoding) return answer.identity
  const smaller = (packed: Variant) => packed.body.length < answer.identity.body.length
  if (answer.br && accepts(acceptEncoding, 'br') && smaller(answer.br)) return answer.br
  if (accepts(acceptEncoding, 'gzip') && smaller(answer.gzip)) return answer.gzip
  return answer.identity
}

/** Whether If-None-Match names this variant. A proxy may have marked our tag as weak. */
export function isUnchanged(variant: Variant, ifNoneMatch: string | undefined): boolean {
  if (!ifNoneMatch) return false
  if (ifNoneMatch === variant.etag || ifNoneMatch.trim() === '*') return true
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === variant.etag)
}

function variant({ headers, body }: Rendered, bytes: Buffer, encoding: '' | 'gzip' | 'br'): Variant {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  const etag = encoding ? `"${hash}-${encoding}"` : `"${hash}"`
  const shared = ['ETag', etag, 'Vary', 'Accept-Encoding']
  const kept = headers.filter(([name]) => name === 'Cache-Control' || name === 'Access-Control-Allow-Origin').flat()
  const packed = encoding ? ['Content-Encoding', encoding] : []
  return {
    etag,
    head: [...headers.flat(), ...shared, ...packed, 'Content-Length', String(bytes.length)],
    unchanged: [...kept, ...shared],
    body: bytes,
  }
}

function accepts(header: string, coding: string): boolean {
  const at = header.indexOf(coding)
  if (at < 0) return false
  const rest = header.slice(at + coding.length)
  return !/^\s*;\s*q=0(\.0{0,3})?\s*(,|$)/.test(rest)
}
