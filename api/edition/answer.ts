import { createHash } from 'node:crypto'
import { type Coding, codings, pack } from './encodings.ts'

/** What a route shows, before it is prepared. */
export type Rendered = { status: number; headers: [string, string][]; body: Buffer }

/** One encoding of an answer: flat header arrays, as `writeHead` takes them, and the bytes. */
export type Variant = {
  coding: Coding
  bit: number
  etag: string
  head: string[]
  unchanged: string[]
  body: Buffer
}

/** An answer that only has to be written. */
export type Answer = {
  status: number
  /** What it was rendered with, without what belongs to an encoding. */
  headers: [string, string][]
  /** The smallest first; plain is last. */
  variants: Variant[]
  identity: Variant
}

/**
 * Prepares what was rendered, in every encoding. The ETag is strong: a hash of the bytes, plus the encoding.
 * @param hard for what is made once and sent for long
 */
export async function prepare(rendered: Rendered, hard = false): Promise<Answer> {
  const { status, headers, body } = rendered
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  const packed = await pack(body, hard)
  const variants = packed.map((one) => variant(headers, hash, one.coding, one.body))
  return { status, headers, variants, identity: variants.at(-1) as Variant }
}

/** What an answer weighs in memory, in bytes. */
export function weightOf({ variants }: Answer): number {
  return variants.reduce((sum, { body }) => sum + body.length + 1000, 0)
}

/** @param wanted sets of encodings, the most wanted first */
export function variantFor(answer: Answer, wanted: readonly number[]): Variant {
  for (const set of wanted) for (const variant of answer.variants) if (set & variant.bit) return variant
  // Whoever refuses even plain bytes gets them all the same, as RFC 9110 advises.
  return answer.identity
}

/** Whether If-None-Match names this variant. A proxy may have marked our tag as weak. */
export function isUnchanged(variant: Variant, ifNoneMatch: string | undefined): boolean {
  if (!ifNoneMatch) return false
  if (ifNoneMatch === variant.etag || ifNoneMatch.trim() === '*') return true
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === variant.etag)
}

function variant(headers: [string, string][], hash: string, coding: Coding, body: Buffer): Variant {
  const etag = coding === 'identity' ? `"${hash}"` : `"${hash}-${coding}"`
  const shared = ['ETag', etag, 'Vary', 'Accept-Encoding']
  const kept = headers.filter(([name]) => name === 'Cache-Control' || name === 'Access-Control-Allow-Origin').flat()
  const packed = coding === 'identity' ? [] : ['Content-Encoding', coding]
  return {
    coding,
    bit: codings[coding],
    etag,
    head: [...headers.flat(), ...shared, ...packed, 'Content-Length', String(body.length)],
    unchanged: [...kept, ...shared],
    body,
  }
}
