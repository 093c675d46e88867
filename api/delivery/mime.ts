import { randomBytes } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Head, Message, Personal } from '../../emails/message.ts'

/** What differs between two mails of one letter: what its reader sees, and what stands in its head. */
export type Values = Personal & { to: string; messageId: string; root: string }

type Field = keyof Values
type Hole = { field: Field; spelt: keyof typeof spellings }

/** A composed message with holes for what is its reader's own. Plain data: it can be handed to another thread. */
export type Template = readonly (string | Hole)[]

/**
 * Composes a message once, for many readers. Where a reader's own parts belong stand marks that nobody could have
 * typed; filling them in costs no more than joining text.
 * @param write what the mail says, given its personal parts
 */
export async function compose(head: Head, write: (personal: Personal) => Message): Promise<Template> {
  const holes = new Map<string, Hole>()
  const marked = (spelt: Hole['spelt']) => (field: Field) => {
    // Letters and digits only, so that neither escaping nor encoding changes them.
    const mark = `z${randomBytes(12).toString('hex')}z`
    holes.set(mark, { field, spelt })
    return mark
  }
  const inText = personalOf(marked('text'))
  const inHtml = personalOf(marked('html'))
  const built = await build(head, { text: write(inText).text, html: write(inHtml).html }, marked('head'))
  return cut(built, holes)
}

/** A message for one reader, as it goes over the wire. */
export function filledIn(template: Template, values: Values): Buffer {
  let message = ''
  for (const piece of template)
    message += typeof piece === 'string' ? piece : spellings[piece.spelt](values[piece.field])
  return Buffer.from(message, 'latin1')
}

const personalOf = (mark: (field: Field) => string): Personal => ({
  address: mark('address'),
  leaveUrl: mark('leaveUrl'),
  manageUrl: mark('manageUrl'),
  follows: mark('follows'),
})

/** Everything but the places of the marks is the library's: encodings, boundaries, folding. */
async function build(head: Head, body: { text: string; html: string }, mark: (field: Field) => string) {
  const { from, subject, date, headers, threaded, leavable } = head
  const named = (field: Field) => `<${mark(field)}@mark.invalid>`
  const prepared = {
    ...(leavable ? { 'List-Unsubscribe': `<${mark('leaveUrl')}>`, ...oneClick } : {}),
    ...headers,
  }
  const root = named('root')
  const composer = new MailComposer({
    ...{ from, subject, date, ...body },
    to: { name: '', address: `${mark('to')}@mark.invalid` },
    messageId: named('messageId'),
    ...(threaded ? { inReplyTo: root, references: root } : {}),
    textEncoding: 'quoted-printable',
    headers: Object.entries(prepared).map(([key, value]) => ({ key, value: { prepared: true, value } })),
    xMailer: false as never,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const message = composer.compile()
  // Lines of 76 at most whatever a text holds, and no need for a server that takes eight bits.
  for (const part of message.childNodes) part.setHeader('Content-Transfer-Encoding', 'quoted-printable')
  return (await message.build()).toString('latin1').replace(/\r\n?|\n/g, '\r\n')
}

const oneClick = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }

/** Cuts the message at its marks. Quoted-printable may have broken a mark in two with a soft line end. */
function cut(built: string, holes: Map<string, Hole>): Template {
  const broken = (mark: string) => [...mark].join('(?:=\\r\\n)?')
  const marks = [...holes.keys()]
  const any = new RegExp(`<?(${marks.map(broken).join('|')})(?:@mark\\.invalid>?)?`, 'g')
  const pieces: (string | Hole)[] = []
  let at = 0
  for (const found of built.matchAll(any)) {
    const hole = holes.get((found[1] ?? '').replaceAll('=\r\n', '')) as Hole
    const whole = found[0]
    const inHead = whole.includes('@mark.invalid')
    // Of "<mark@mark.invalid>" all is the value's; of "<mark>" the brackets are ours.
    const skip = !inHead && whole.startsWith('<') ? 1 : 0
    pieces.push(built.slice(at, found.index + skip), hole)
    at = found.index + whole.length
  }
  pieces.push(built.slice(at))
  return pieces
}

const spellings = {
  head: (value: string) => value,
  text: softly,
  html: (value: string) => softly(escaped(value)),
}

/** On lines of its own between soft line ends, so that no line grows too long; never cut within an escape. */
function softly(value: string): string {
  const spelt = plain.test(value) ? value : escapedBytes(value)
  return `=\r\n${spelt.replace(/.{1,72}(?<!=.?)/g, (line) => `${line}=\r\n`)}`
}

const plain = /^[\x21-\x3c\x3e-\x7e ]*$/

function escapedBytes(value: string): string {
  return Buffer.from(value)
    .toString('latin1')
    .replace(/[^\x21-\x3c\x3e-\x7e ]/g, (sign) => `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

function escaped(value: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return value.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
