import { hash, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { Config } from '../context/config.ts'
import { type DkimKey, readDkimKey } from './dkimKey.ts'

/** Gives the DKIM-Signature header of a whole message, line end included, to be put in front of it. */
export type Signer = (message: Buffer) => Promise<Buffer>

/** What is signed when a message has it. */
const covered = [
  ...['from', 'to', 'subject', 'date', 'message-id', 'reply-to', 'cc', 'in-reply-to', 'references'],
  ...['list-id', 'list-unsubscribe', 'list-unsubscribe-post', 'feedback-id'],
  ...['mime-version', 'content-type', 'content-transfer-encoding'],
]

/** Signed once more than they occur, so that nobody can add a second one on the way (RFC 6376, 8.15). */
const once = ['from', 'to', 'subject', 'date']

const signAside = promisify(sign)

/**
 * What signs our mails: relaxed/relaxed with RSA-SHA256 (RFC 6376) or Ed25519-SHA256 (RFC 8463), beside the main thread.
 * @param now when a signature is made
 * @param warn hears of a key that should be guarded better
 * @returns undefined when no key is configured
 * @throws StartProblem in one line for a key that cannot sign
 */
export async function openDkim(
  dkim: Config['dkim'],
  now: () => Date,
  warn: (sentence: string) => void = () => {},
): Promise<Signer | undefined> {
  if (!dkim) return undefined
  const key = await readDkimKey(dkim, warn)
  return async (message) => {
    const end = headEnd(message)
    const fields = fieldsIn(message.toString('latin1', 0, end))
    const header = [
      ...[`v=1`, `a=${key.algorithm}`, `c=relaxed/relaxed`, `d=${dkim.domain}`, `s=${dkim.selector}`],
      `t=${Math.floor(now().getTime() / 1000)}`,
      `h=${fields.map(({ name }) => name).join(': ')}`,
      `bh=${hash('sha256', relaxedBody(message, end + 2), 'base64')}`,
      'b=',
    ].join('; ')
    const signed = [...fields.flatMap(({ line }) => line ?? []), `dkim-signature:${header}`].join('\r\n')
    const signature = await signatureOf(key, Buffer.from(signed, 'latin1'))
    return Buffer.from(
      `DKIM-Signature: ${folded(header)}\r\n ${signature.match(/.{1,72}/g)?.join('\r\n ')}\r\n`,
      'latin1',
    )
  }
}

async function signatureOf({ key, algorithm }: DkimKey, signed: Buffer): Promise<string> {
  // RFC 8463 signs the hash, not the text: Ed25519 itself hashes with another function.
  const made =
    algorithm === 'rsa-sha256'
      ? await signAside('sha256', signed, key)
      : await signAside(null, hash('sha256', signed, 'buffer'), key)
  return made.toString('base64')
}

/** Where the empty line after the headers begins. */
function headEnd(message: Buffer): number {
  const at = message.indexOf('\r\n\r\n')
  return at < 0 ? message.length : at + 2
}

type Field = { name: string; line: string | undefined }

/** The covered headers as they are signed, of several the last one first; without a line where none is the last. */
function fieldsIn(head: string): Field[] {
  const found = new Map<string, string[]>(covered.map((name) => [name, []]))
  for (const field of head.split(/\r\n(?![ \t])/)) {
    const colon = field.indexOf(':')
    const name = field.slice(0, colon).trimEnd().toLowerCase()
    found.get(name)?.unshift(`${name}:${relaxed(field.slice(colon + 1))}`)
  }
  return [...found].flatMap(([name, lines]): Field[] => [
    ...lines.map((line) => ({ name, line })),
    ...(once.includes(name) ? [{ name, line: undefined }] : []),
  ])
}

function relaxed(value: string): string {
  return value.replace(/[ \t\r\n]+/g, ' ').trim()
}

/** RFC 6376, 3.4.4: blanks become one, none at the end of a line, no empty lines at the end. */
function relaxedBody(message: Buffer, from: number): Buffer {
  const text = message.toString('latin1', from).replace(/[ \t]+(\r\n|$)|[ \t]{2,}|\t/g, (_blanks, end) => end ?? ' ')
  let length = text.length
  while (text.endsWith('\r\n', length)) length -= 2
  return Buffer.from(length > 0 ? `${text.slice(0, length)}\r\n` : '', 'latin1')
}

/** Broken at blanks, where a reader of the signature sees no difference, into lines of at most 76 characters. */
function folded(header: string): string {
  let column = 'DKIM-Signature:'.length
  return header
    .split(' ')
    .map((word, index) => {
      const breaks = index > 0 && column + word.length + 1 > 76
      column = (breaks ? 0 : column) + word.length + 1
      return index === 0 ? word : breaks ? `\r\n ${word}` : ` ${word}`
    })
    .join('')
}
