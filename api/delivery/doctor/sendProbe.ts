import { randomUUID } from 'node:crypto'
import { plainHead } from '../../../emails/message.ts'
import { probe } from '../../../emails/probe.ts'
import { voiceIn } from '../../../emails/voice.ts'
import type { Config } from '../../context/config.ts'
import type { Signer } from '../dkim.ts'
import { compose } from '../mime.ts'
import { smtpTransport } from '../smtp.ts'
import { type Finding, ok, problem } from './finding.ts'

/** Sends one mail the way all of ours go, and says what the server answered. */
export async function sendProbe(config: Config, to: string, sign: Signer | undefined): Promise<Finding> {
  const transport = smtpTransport(config, sign)
  if (!transport) return problem('Probe', 'not sent, because there is no mail server')
  const host = new URL(config.publicUrl).hostname
  const voice = voiceIn('en', 'Etc/UTC')
  const message = probe(voice, { name: host, url: config.publicUrl })
  const head = plainHead(message, { name: 'Candor', address: config.mailFrom, host }, new Date())
  const messageId = `<probe-${randomUUID()}@${host}>`
  const values = { address: to, to, messageId, root: messageId, leaveUrl: '', manageUrl: '', follows: '' }
  const template = await compose(head, () => message)
  const returnPath = config.bounceAddress ?? config.mailFrom
  const outcome = await transport.send({ returnPath, to, template, values })
  await transport.close(true)
  const signed = sign ? 'signed' : 'unsigned'
  if (outcome.kind === 'sent') return ok('Probe', `sent to ${to}, ${signed}; the server says: ${outcome.answer}`)
  return problem('Probe', `not sent to ${to}; the server says: ${outcome.answer}`)
}
