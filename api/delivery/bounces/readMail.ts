import PostalMime, { type Email } from 'postal-mime'
import type { Report } from './report.ts'

/** Feedback of RFC 5965 by which a reader says that they do not want the mail. Not "not-spam", nor reports on forgery. */
const unwanted = /^(abuse|fraud|opt-out|opt-out-list|miscategorized)$/i

/** So much of a mail, and of a part, is read (bytes): the report stands before the mail that it returns. */
export const mostOfMail = 256_000
const mostOfPart = 100_000
/** And so many lines: each costs the parser some microseconds, and the page is served meanwhile. */
const mostLines = 2000

/**
 * What a mail to our bounce address reports: delivery status notifications (RFC 3464) and abuse reports (RFC 5965).
 * Everything else, vacation notices and people included, reports nothing.
 * @param raw the whole mail
 * @param recipients the addresses that its envelope names, as far as known
 */
export async function readMail(raw: Uint8Array, recipients: readonly string[] = []): Promise<Report[]> {
  const limits = { forceRfc822Attachments: true, maxNestingDepth: 20, maxHeadersSize: 200_000 }
  const mail = await PostalMime.parse(beginningOf(raw), limits).catch(() => undefined)
  if (!mail) return []
  const returned = fieldsOf(
    headOf(partOf(mail, /^(message\/(rfc822|global)|(text|message)\/(rfc822|global)-headers)$/)),
  )
  const returnPaths = [...recipients, ...addressees(mail), ...all(returned, 'return-path')]
  const known = { returnPaths, messageIds: all(returned, 'message-id') }
  const feedback = partOf(mail, /^message\/feedback-report$/)
  if (feedback) return complaintIn(fieldsOf(feedback), returned, known)
  const status = partOf(mail, /^message\/(global-)?delivery-status$/)
  return status ? statusIn(status, returned, known) : []
}

function beginningOf(raw: Uint8Array): Uint8Array {
  let end = 0
  for (let line = 0; line < mostLines && end < Math.min(raw.length, mostOfMail); line++) {
    const at = raw.indexOf(10, end)
    end = at < 0 ? raw.length : at + 1
  }
  return raw.subarray(0, Math.min(end, mostOfMail))
}

type Known = Pick<Report, 'returnPaths' | 'messageIds'>
type Fields = Map<string, string[]>

function complaintIn(feedback: Fields, returned: Fields, known: Known): Report[] {
  const [type = ''] = all(feedback, 'feedback-type')
  if (!unwanted.test(type)) return []
  const recipients = [...all(feedback, 'original-rcpt-to'), ...all(returned, 'to')]
  const returnPaths = [...all(feedback, 'original-mail-from'), ...known.returnPaths]
  return [{ ...known, kind: 'complaint', answer: type, recipients, returnPaths }]
}

/** One mail of ours went to one address, but that may lead on to several: the worst that became of it counts. */
function statusIn(text: string, returned: Fields, known: Known): Report[] {
  const groups = text.split(/\r?\n[ \t]*\r?\n/).map(fieldsOf)
  const worst = groups.find(did('failed')) ?? groups.find(did('delayed'))
  if (!worst) return []
  const [status] = all(worst, 'status').flatMap((one) => /[245]\.\d{1,3}\.\d{1,3}/.exec(one)?.[0] ?? [])
  const [answer = `${status ?? ''} no reason given`] = all(worst, 'diagnostic-code')
  const recipients = ['original-recipient', 'final-recipient'].flatMap((name) => all(worst, name))
  const kind = did('failed')(worst) ? 'bounce' : 'delay'
  return [{ ...known, kind, status, answer: spoken(answer), recipients: [...recipients, ...all(returned, 'to')] }]
}

const did = (action: string) => (group: Fields) => all(group, 'action').some((one) => one.toLowerCase() === action)

/** Without the word for who speaks: "smtp; 550 …". */
const spoken = (diagnostic: string) => diagnostic.replace(/^[\w-]+\s*;\s*/, '')

function addressees({ headers }: Email): string[] {
  const naming = /^(to|delivered-to|x-original-to|envelope-to|x-envelope-to)$/
  return headers
    .filter(({ key }) => naming.test(key))
    .flatMap(({ value }) => value.slice(0, 2000).match(/[^\s<>,;:"]+@[^\s<>,;:"]+/g) ?? [])
}

function partOf({ attachments }: Email, type: RegExp): string | undefined {
  const part = attachments.find(({ mimeType }) => type.test(mimeType))
  return part && Buffer.from(part.content as ArrayBuffer).toString('utf8', 0, mostOfPart)
}

const headOf = (message = '') => message.split(/\r?\n\r?\n/, 1)[0] ?? ''

function fieldsOf(text: string): Fields {
  const fields: Fields = new Map()
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (!fields.has(name)) fields.set(name, [])
    fields.get(name)?.push(bare(line.slice(colon + 1)))
  }
  return fields
}

const all = (fields: Fields, name: string) => fields.get(name) ?? []

const bare = (value: string) => value.trim().replace(/^<([^<>]*)>$/, '$1')
