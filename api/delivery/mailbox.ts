import type { Mail, Transport } from './email.ts'
import { filledIn } from './mime.ts'

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
        const { subject, text, html } = mail.message()
        caught.unshift({ id: ++count, to: mail.to, subject, text, html, at: mail.head.date, headers: headersOf(mail) })
        caught.splice(most)
        return { kind: 'sent', answer: 'caught in the mailbox' }
      },
      close: async () => {},
    },
  }
}

/** As it goes over the wire, but with the words of From and Subject readable. */
function headersOf({ template, values, head }: Mail): Record<string, string> {
  const [lines = ''] = filledIn(template, values).toString('latin1').split('\r\n\r\n', 1)
  const fields = lines.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const all = fields.map((field) => [field.slice(0, field.indexOf(':')), field.slice(field.indexOf(':') + 1).trim()])
  return { ...Object.fromEntries(all), From: `"${head.from.name}" <${head.from.address}>`, Subject: head.subject }
}
