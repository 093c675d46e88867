import type { Mail } from '../../emails/message.ts'
import type { Transport } from './email.ts'

/** A mail that was caught instead of sent. */
export type Caught = {
  id: number
  to: string
  subject: string
  at: Date
  text: string
  html: string
  headers: Record<string, string>
}

/** The demo's mail server: keeps the newest mails in memory and sends nothing. */
export type Mailbox = {
  /** Newest first. */
  list(): Caught[]
  transport: Transport
}

/** @param most how many are kept */
export function newMailbox(most = 200): Mailbox {
  const caught: Caught[] = []
  let count = 0
  return {
    list: () => [...caught],
    transport: {
      connections: 10,
      async send(mail) {
        caught.unshift({ id: ++count, at: mail.date, headers: headersOf(mail), ...textsOf(mail) })
        caught.splice(most)
        return { kind: 'sent', answer: 'caught in the mailbox' }
      },
      close: async () => {},
    },
  }
}

const textsOf = ({ to, subject, text, html }: Mail) => ({ to, subject, text, html })

function headersOf({ from, to, subject, messageId, date, headers }: Mail): Record<string, string> {
  const sender = `"${from.name}" <${from.address}>`
  return { From: sender, To: to, Subject: subject, 'Message-ID': messageId, Date: date.toUTCString(), ...headers }
}
