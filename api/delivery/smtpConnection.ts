import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SmtpError } from './smtpOutcome.ts'
import { onTheWire } from './wire.ts'

const second = 1000

/** One open connection to a mail server, used for one mail after another. */
export type Connection = {
  /**
   * @returns what the server answered
   * @throws SmtpError
   */
  send(from: string, to: string, message: Buffer): Promise<string>
  /** Mails that it has carried. */
  carried(): number
  /** Whether another mail may go over it. */
  open(): boolean
  /** @param force cuts it; without it what is under way is finished */
  close(force?: boolean): void
}

/** How to reach the server, and who we are there. */
export type Door = SMTPConnection.Options & { auth?: { user: string; pass: string } | undefined }

type Done<T> = (error?: Error | null, value?: T) => void

/**
 * Connects, and signs in where an account is given. Reconnecting and limits are the caller's.
 * @throws SmtpError
 */
export async function openConnection({ auth, ...door }: Door): Promise<Connection> {
  const patience = { connectionTimeout: 15 * second, greetingTimeout: 30 * second, socketTimeout: 600 * second }
  const raw = new SMTPConnection({ ...patience, logger: false, ...door })
  const line = watched(raw)
  try {
    await line.run<void>((done) => raw.connect((error) => done(error)))
    if (auth) await line.run((done) => raw.login({ credentials: auth }, done))
  } catch (error) {
    raw.close()
    throw error
  }
  let carried = 0
  let usable = true
  return {
    async send(from, to, message) {
      carried++
      const envelope = { from, to, size: message.length }
      try {
        const { response } = await line.run<{ response: string }>((done) =>
          raw.send(envelope, onTheWire(message), done),
        )
        return response
      } catch (error) {
        // After a refusal the server waits for the next mail; after anything else nobody knows what it waits for.
        usable = refused(error as SmtpError) && (await line.run((done) => raw.reset(done)).then(yes, no))
        throw error
      }
    },
    carried: () => carried,
    open: () => usable && line.alive(),
    close(force = false) {
      usable = false
      if (force) raw.close()
      else raw.quit()
    },
  }
}

/** One command at a time, which also fails when the connection does: the library does not always say so to the command. */
function watched(raw: SMTPConnection) {
  let alive = true
  let fail: Done<never> | undefined
  const end = (error: Error) => {
    alive = false
    fail?.(error)
  }
  raw.on('error', end)
  raw.once('end', () => end(Object.assign(new Error('The connection was closed.'), { command: 'CONN' })))
  return {
    alive: () => alive,
    run: <T>(command: (done: Done<T>) => void): Promise<T> =>
      new Promise((resolve, reject) => {
        const done: Done<T> = (error, value) => {
          fail = undefined
          if (error) reject(error)
          else resolve(value as T)
        }
        fail = done
        command(done)
      }),
  }
}

function refused({ responseCode = 0 }: SmtpError): boolean {
  return responseCode >= 400 && responseCode !== 421
}

const yes = () => true
const no = () => false
