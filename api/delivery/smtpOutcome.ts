import type { Outcome } from './channel.ts'
import { meaningOf } from './refusal.ts'

export type SmtpError = Error & { code?: string; command?: string; response?: string; responseCode?: number }

type Failure = {
  /** What nodemailer calls the failure, and the command that it came from. */
  code: string
  command: string
  /** The server's reply code; 0 when it gave none. */
  reply: number
  answer: string
}

/** What was said about this mail; before, about the connection or about who sends. */
const aboutMail = /^(RCPT TO|DATA)$/
const noRelay = /\brelay(ing)?\b|\btransmit to\b/i

/** Read from the top; the first that fits decides. */
const rules: [fits: (failure: Failure) => boolean, kind: Outcome['kind']][] = [
  // What we made ourselves cannot be sent, today or tomorrow: a broken envelope, or larger than the server takes.
  [({ command, code }) => command === 'API' && /^E(ENVELOPE|MESSAGE)$/.test(code), 'refused'],
  [
    ({ command, code, reply }) => command === 'MAIL FROM' && (reply === 552 || (reply === 0 && code === 'EMESSAGE')),
    'refused',
  ],
  // Nobody answered, or the connection broke, or it is closing or throttling (RFC 5321, 3.8; RFC 4954).
  [({ reply }) => reply < 400 || reply === 421 || reply === 454, 'down'],
  // We may not send at all: wrong password, or none.
  [({ reply }) => reply === 530 || reply === 534 || reply === 535 || reply === 538, 'down'],
  // Greeting, TLS, login; or our own address is refused, which is the same for every mail.
  [({ command, reply }) => !aboutMail.test(command) && !(command === 'MAIL FROM' && reply < 500), 'down'],
  [({ reply }) => reply < 500, 'later'],
  // Our own server does not know us (any more): whoever runs it has two days to mend that.
  [({ answer }) => noRelay.test(answer), 'later'],
  [({ answer }) => meaningOf(answer) === 'full', 'later'],
  [({ answer }) => meaningOf(answer) === 'gone', 'gone'],
  [() => true, 'refused'],
]

/** What a failure means, by who said it and when. */
export function outcomeOf({ message, code = '', command = '', response, responseCode = 0 }: SmtpError): Outcome {
  const answer = response ?? message
  const failure = { code, command, reply: responseCode, answer }
  return { kind: rules.find(([fits]) => fits(failure))?.[1] ?? 'refused', answer }
}

/** So much of an answer is worth keeping. */
const most = 500

/**
 * An answer in one line, in which no address stands: not the one written to, not the name before its @, not any other.
 * @param address the recipient's
 */
export function withoutAddress(answer: string, address: string): string {
  const line = answer.slice(0, most).replace(unprintable, ' ').replace(/\s+/g, ' ').trim()
  const bare = line.replace(/[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;]+/g, '…')
  const name = address.slice(0, Math.max(0, address.lastIndexOf('@')))
  // Looked for before it is searched for: making an expression for every mail takes longer than sending it.
  const quoted = name !== '' && bare.toLowerCase().includes(name.toLowerCase())
  return quoted ? bare.replace(new RegExp(`(?<![\\w.+-])${escaped(name)}(?![\\w.+-])`, 'gi'), '…') : bare
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the ones to remove
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g
