/** What a mail says: three authored pieces, none made from another. */
export type Message = { subject: string; html: string; text: string }

/** What differs from one reader of a mail to the next. */
export type Personal = {
  address: string
  leaveUrl: string
  /** The reader's own page: what they follow, and how to change it. */
  manageUrl: string
  /** What this reader follows, as a sentence in their language: see `followsWords`. */
  follows: string
}

/** What a mail to one person can lead to; each works for its reader alone. */
export type Links = {
  confirmUrl: string
  manageUrl: string
  leaveUrl: string
  /** Confirms a change of address; only the new address is ever sent it. */
  addressUrl: string
}

/** What is the same in every mail of a letter. */
export type Head = {
  from: { name: string; address: string }
  subject: string
  date: Date
  /** ASCII on one line each. */
  headers: Record<string, string>
  /** Answers an earlier mail of its conversation. */
  threaded: boolean
  /** Can be left with one click (RFC 8058). */
  leavable: boolean
}

export type Sender = { name: string; address: string; host: string }

/** A mail to a list: it can be left with one click, nobody answers it automatically, and it threads. */
export function listHead(
  message: Message,
  sender: Sender,
  mail: { date: Date; threaded: boolean; feedbackId: string },
): Head {
  const { headers, ...head } = plainHead(message, sender, mail.date)
  const list = { 'List-Id': listId(sender), 'Feedback-ID': mail.feedbackId, Precedence: 'bulk' }
  return { ...head, headers: { ...list, ...headers }, threaded: mail.threaded, leavable: true }
}

/** One mail that one person asked for. */
export function plainHead(message: Message, sender: Sender, date: Date): Head {
  return {
    from: { name: oneLine(sender.name), address: sender.address },
    subject: oneLine(message.subject),
    date,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    threaded: false,
    leavable: false,
  }
}

/** Text that ends no header: line ends of every alphabet, and control characters, become a space. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(breaking, ' ').replace(/ {2,}/g, ' ').trim()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the ones to remove
const breaking = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** The list's name for people, and its host; ASCII only, because an encoded word is not allowed between quotes. */
function listId({ name, host }: Sender): string {
  const readable = oneLine(name)
    .replace(/[^\x20-\x7e]|["\\<>]/g, '')
    .trim()
  return readable ? `"${readable}" <${host}>` : `<${host}>`
}
