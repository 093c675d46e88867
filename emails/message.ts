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

/** A mail as it is handed to a server or a mailbox. */
export type Mail = Message & {
  from: { name: string; address: string }
  to: string
  messageId: string
  date: Date
  headers: Record<string, string>
}

/** Where a mail stands in its conversation: names between angle brackets, as `Message-ID` wants them. */
export type Place = { id: string; root: string }

export type Sender = { name: string; address: string; host: string }

/** One mail to one member of a list: it can be left with one click, nobody answers it automatically, and it threads. */
export function listMail(message: Message, sender: Sender, to: Personal, place: Place, date: Date): Mail {
  return {
    ...plainMail(message, sender, to.address, place, date),
    headers: {
      'List-Id': listId(sender),
      'List-Unsubscribe': `<${to.leaveUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      Precedence: 'bulk',
      ...automatic,
      ...(place.root === place.id ? {} : { 'In-Reply-To': place.root, References: place.root }),
    },
  }
}

/** One mail that one person asked for. */
export function plainMail(message: Message, sender: Sender, to: string, place: Place, date: Date): Mail {
  return {
    from: { name: oneLine(sender.name), address: sender.address },
    to,
    subject: oneLine(message.subject),
    html: message.html,
    text: message.text,
    messageId: place.id,
    date,
    headers: automatic,
  }
}

const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

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
