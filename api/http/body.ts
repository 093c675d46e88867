import { Problem } from '../context/problems.ts'
import type { C } from './env.ts'

/** Bytes of a request body. The longest text that a verb takes has 25,000 characters. */
export const bodyLimit = 1_000_000

/** The same where a list of 15 MB comes in, with what stands around it. */
export const listLimit = 16_000_000

/** How much may come to an address, before anybody knows who sends it. @param url with or without a query */
export function limitOf(url = '/'): number {
  return /^\/(manage\/subscribers\/imports|api\/v1\/subscriber-imports)(\?|$)/.test(url) ? listLimit : bodyLimit
}

/** So much more is read and thrown away, so that the sender gets our answer instead of a reset. */
const patience = 8_000_000

/**
 * The body as JSON; an empty one is an empty object.
 * @throws malformed for another content type, a compressed body or broken JSON; tooLarge above `bodyLimit`, chunked too
 */
export async function readJson(c: C, limit = bodyLimit): Promise<unknown> {
  const type = c.req.header('content-type') ?? ''
  const text = (await readBytes(c, limit)).toString('utf8')
  if (text.trim() !== '' && !/^application\/([\w.+-]+\+)?json\b/i.test(type))
    throw malformed('Send JSON, with the header "Content-Type: application/json".')
  return jsonIn(text)
}

/** JSON, whatever it is called; nothing is an empty object. @throws malformed */
export function jsonIn(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('The body is not valid JSON.')
  }
}

/**
 * The fields of a form, urlencoded or multipart; files are left out, a name that comes twice becomes a list.
 * @throws malformed, tooLarge as `readJson`
 */
export async function readForm(c: C): Promise<Record<string, string | string[]>> {
  return (await readUpload(c, bodyLimit)).fields
}

/** A file that somebody chose in a form, by the field's name. */
export type Upload = { field: string; name: string; bytes: Uint8Array }

/**
 * The fields of a form as `readForm`, and the first file that was chosen in it.
 * @param limit bytes of the whole form
 */
export async function readUpload(
  c: C,
  limit: number,
): Promise<{ fields: Record<string, string | string[]>; file: Upload | undefined }> {
  const type = c.req.header('content-type') ?? ''
  const bytes = await readBytes(c, limit)
  if (bytes.length === 0) return { fields: {}, file: undefined }
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    throw malformed('Send the fields as a form.')
  const form = await parseForm(bytes, type)
  return { fields: fieldsOf(form), file: await fileOf(form) }
}

async function fileOf(form: FormData): Promise<Upload | undefined> {
  for (const [field, value] of form)
    if (typeof value !== 'string' && value.size > 0)
      return { field, name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) }
  return undefined
}

async function parseForm(bytes: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': type } }).formData()
  } catch {
    throw malformed('The form could not be read.')
  }
}

function fieldsOf(form: FormData): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name === '__proto__') continue
    const earlier = Object.hasOwn(fields, name) ? fields[name] : undefined
    fields[name] = earlier === undefined ? value : [...(Array.isArray(earlier) ? earlier : [earlier]), value]
  }
  return fields
}

/**
 * The body as it came.
 * @throws malformed for a compressed one, tooLarge above `limit`
 */
export async function readBytes(c: C, limit = bodyLimit): Promise<Buffer> {
  const encoding = c.req.header('content-encoding') ?? 'identity'
  if (encoding !== 'identity') throw malformed('Send the body uncompressed.')
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge(limit)
  const reader = c.req.raw.body?.getReader()
  if (!reader) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  // Not cancelled when it is too long: that would reset the connection before our answer is out.
  for (let next = await reader.read(); !next.done && size < limit + patience; next = await reader.read()) {
    size += next.value.length
    if (size <= limit) chunks.push(next.value)
    else chunks.length = 0
  }
  if (size > limit) throw tooLarge(limit)
  return Buffer.concat(chunks)
}

const malformed = (sentence: string) => new Problem('malformed', 'malformed', sentence)

export const tooLarge = (limit: number) =>
  new Problem('tooLarge', 'too-large', `The body is too large; at most ${limit / 1_000_000} MB is read.`)
