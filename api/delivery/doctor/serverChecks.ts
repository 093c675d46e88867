import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Door } from '../smtpConnection.ts'
import { withoutAddress } from '../smtpOutcome.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/** Whether the mail server answers, speaks privately, and lets us in. */
export async function checkServer(smtpUrl: string): Promise<Finding[]> {
  const { auth, ...door } = parseConnectionUrl(smtpUrl) as Door
  const where = `${door.host}:${door.port ?? (door.secure ? 465 : 587)}`
  const raw = new SMTPConnection({ ...patience, logger: false, ...door })
  try {
    await done((told) => raw.connect((error) => told(error)), raw)
  } catch (error) {
    raw.close()
    return [problem('Mail server', `${where} cannot be used: ${said(error)}. See SMTP_URL`)]
  }
  const found = [ok('Mail server', `${where} answers${featuresIn(raw.lastServerResponse)}`), privacy(raw.secure, door)]
  if (auth) found.push(await signIn(raw, auth))
  raw.quit()
  return found
}

function privacy(secure: boolean, { host = '', ignoreTLS }: Door): Finding {
  if (secure) return ok('Encryption', 'the connection is encrypted')
  if (/^(localhost|127\.|\[?::1)/.test(host)) return ok('Encryption', 'not needed on this machine')
  if (ignoreTLS) return warning('Encryption', 'SMTP_URL forbids it (ignoreTLS): mails and password travel readable')
  return warning('Encryption', 'the server offers none (STARTTLS): mails and password travel readable. Try smtps:')
}

async function signIn(raw: SMTPConnection, auth: NonNullable<Door['auth']>): Promise<Finding> {
  try {
    await done((told) => raw.login({ credentials: auth }, (error) => told(error)), raw)
    return ok('Login', `the server lets "${auth.user}" in`)
  } catch (error) {
    return problem('Login', `the server does not let "${auth.user}" in: ${said(error)}. See SMTP_URL`)
  }
}

function done(work: (told: (error?: Error | null) => void) => void, raw: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    raw.once('error', reject)
    raw.once('end', () => reject(new Error('the connection was closed')))
    work((error) => (error ? reject(error) : resolve()))
  })
}

/** What it offers beyond plain SMTP, from its answer to EHLO. */
function featuresIn(answer: string | false): string {
  const offers =
    String(answer || '').match(/^250[- ](PIPELINING|SIZE \d+|STARTTLS|AUTH [\w -]+|8BITMIME|SMTPUTF8|DSN)/gim) ?? []
  return offers.length > 0 ? ` and offers ${offers.map((offer) => offer.slice(4)).join(', ')}` : ''
}

const said = (error: unknown) => withoutAddress((error as Error).message, '').replace(/[.\s]+$/, '')
