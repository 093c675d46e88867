import { parseConnectionUrl } from 'nodemailer/lib/shared'
import type { Config } from '../context/config.ts'
import type { Outcome } from './channel.ts'
import type { Mail, Transport } from './email.ts'
import type { Connection, Door } from './smtpConnection.ts'
import { outcomeOf, type SmtpError, withoutAddress } from './smtpOutcome.ts'
import { newPool } from './smtpPool.ts'
import { newThrottle } from './throttle.ts'

/** Puts what belongs in front of a message: its signature. */
export type Sign = (message: Buffer) => Promise<Buffer>

/** The mail server of the configuration, over kept connections; undefined when none is configured. */
export function smtpTransport(config: Config, sign?: Sign): Transport | undefined {
  if (!config.smtpUrl) return undefined
  const pool = newPool(parseConnectionUrl(config.smtpUrl) as Door, config.mailConnections)
  const throttle = newThrottle(config.mailRate)
  const carry = async (connection: Connection, { returnPath, to }: Mail, message: Buffer) =>
    connection.send(returnPath, to, message)
  return {
    connections: config.mailConnections,
    async send(mail) {
      await throttle.turn()
      try {
        const message = sign ? Buffer.concat([await sign(mail.bytes), mail.bytes]) : mail.bytes
        const response = await pool.use((connection) => carry(connection, mail, message))
        return { kind: 'sent', answer: withoutAddress(response, mail.to) }
      } catch (error) {
        if (isThrottling(error as SmtpError)) throttle.tooFast()
        return withoutAddresses(outcomeOf(error as SmtpError), mail.to)
      }
    },
    close: async (force) => pool.close(force),
  }
}

function withoutAddresses(outcome: Outcome, address: string): Outcome {
  return { ...outcome, answer: withoutAddress(outcome.answer, address) }
}

/** What servers say to whoever comes too fast: 421, and 454 or 450/451/452 with a word for it (RFC 3463 x.7.x, x.4.5). */
function isThrottling({ responseCode = 0, response = '' }: SmtpError): boolean {
  if (responseCode === 421 || responseCode === 454) return true
  return responseCode >= 450 && responseCode < 460 && /rate|throttl|too (many|fast)|4\.4\.5|4\.3\.2/i.test(response)
}
