import { createTransport } from 'nodemailer'
import type { Mail } from '../../emails/message.ts'
import type { Config } from '../context/config.ts'
import type { Transport } from './email.ts'
import { outcomeOf, type SmtpError, withoutAddress } from './smtpOutcome.ts'

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
