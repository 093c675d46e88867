import { createTransport } from 'nodemailer'
import type { Mail } from '../../emails/message.ts'
import type { Config } from '../context/config.ts'
import type { Outcome } from './channel.ts'
import type { Transport } from './email.ts'

const second = 1000

/** The mail server of the configuration, through a pool of kept connections; undefined when none is configured. */
export function smtpTransport(config: Config): Transport | undefined {
  if (!config.smtpUrl) return undefined
  const pool = createTransport({
    url: config.smtpUrl,
    pool: true,
    maxConnections: config.mailConnections,
    maxMessages: 500,
    // Retrying is ours: here it would send again without our knowing.
    maxRequeues: 0,
    connectionTimeout: 15 * second,
    greetingTimeout: 30 * second,
    socketTimeout: 600 * second,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  })
  return {
    connections: config.mailConnections,
    async send(mail) {
      try {
        const { response } = await pool.sendMail(composed(mail))
        return { kind: 'sent', answer: withoutAddress(response, mail.to) }
      } catch (error) {
        const { kind, answer } = outcomeOf(error as SmtpError)
        return { kind, answer: withoutAddress(answer, mail.to) }
      }
    },
    close: async (force) => pool.close({ force }),
  }
}

/** Addresses are objects and the envelope is our own: nothing in a text is ever parsed for a recipient. */
function composed({ from, to, subject, html, text, messageId, date, headers }: Mail) {
  return {
    envelope: { from, to: { name: '', address: to } },
    from,
    to: { name: '', address: to },
    ...{ subject, html, text, messageId, date },
    headers: Object.entries(headers).map(([key, value]) => ({
      key,
      value: key.startsWith('List-') ? asIs(value) : value,
    })),
    xMailer: false as const,
  }
}

/** ASCII on one line already; nodemailer would make encoded words of `"…" <…>`. */
const asIs = (value: string) => ({ prepared: true, value })

export type SmtpError = Error & { code?: string; command?: string; response?: string; responseCode?: number }

/** What a failure means, by who said it and when. */
export function outcomeOf({ message, code, command, response, responseCode = 0 }: SmtpError): Outcome {
  const answer = response ?? message
  const ofOurs = command === 'API' && (code === 'EENVELOPE' || code === 'EMESSAGE')
  if (ofOurs) return { kind: 'refused', answer }
  const aboutMail = command === 'RCPT TO' || command === 'DATA' || (command === 'MAIL FROM' && responseCode < 500)
  if (!aboutMail || responseCode === 421 || responseCode < 400) return { kind: 'down', answer }
  if (responseCode < 500) return { kind: 'later', answer }
  return { kind: /\b5\.1\.(1|10)\b/.test(answer) ? 'gone' : 'refused', answer }
}

function withoutAddress(answer: string, address: string): string {
  return answer.replace(/\s+/g, ' ').split(address).join('…')
}
