import { parseConnectionUrl } from 'nodemailer/lib/shared'
import type { Config } from '../context/config.ts'
import type { Outcome } from './channel.ts'
import type { Mail } from './email.ts'
import { filledIn } from './mime.ts'
import type { Connection, Door } from './smtpConnection.ts'
import { outcomeOf, type SmtpError, withoutAddress } from './smtpOutcome.ts'
import { newPool } from './smtpPool.ts'
import { newThrottle } from './throttle.ts'

/** What sending needs to know. */
export type PostalConfig = Pick<Config, 'smtpUrl' | 'mailConnections' | 'mailRate'>

/** Puts what belongs in front of a message: its signature. */
export type Sign = (message: Buffer) => Promise<Buffer>

/** What is needed of a mail to send it. */
export type Parcel = Pick<Mail, 'returnPath' | 'to' | 'template' | 'values'> & {
  /** After this moment (milliseconds) it is not sent any more: somebody else may have taken it over. */
  until?: number
}

/** A mail server that takes parcels. */
export type Carrier = {
  connections: number
  send(parcel: Parcel): Promise<Outcome>
  close(force: boolean): Promise<void>
}

/** The mail server of the configuration, over kept connections; undefined when none is configured. */
export function smtpTransport(config: PostalConfig, sign?: Sign): Carrier | undefined {
  if (!config.smtpUrl) return undefined
  const pool = newPool(parseConnectionUrl(config.smtpUrl) as Door, config.mailConnections)
  const throttle = newThrottle(config.mailRate)
  return {
    connections: config.mailConnections,
    async send({ returnPath, to, template, values, until = Number.POSITIVE_INFINITY }) {
      await throttle.turn()
      let midway = false
      try {
        const bytes = filledIn(template, values)
        const message = sign ? Buffer.concat([await sign(bytes), bytes]) : bytes
        const carry = async (connection: Connection) => {
          if (Date.now() > until) return undefined
          midway = true
          return connection.send(returnPath, to, message)
        }
        const response = await pool.use(carry)
        if (response === undefined) return { kind: 'held', answer: 'waited too long for a connection' }
        return { kind: 'sent', answer: withoutAddress(response, to) }
      } catch (error) {
        if (isThrottling(error as SmtpError)) throttle.tooFast()
        const outcome = withoutAddresses(outcomeOf(error as SmtpError), to)
        return midway && outcome.kind === 'down' ? { ...outcome, midway } : outcome
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
