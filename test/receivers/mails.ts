import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDkim } from '../../api/delivery/dkim.ts'
import { readDkimKey } from '../../api/delivery/dkimKey.ts'
import { smtpTransport } from '../../api/delivery/smtp.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { type Sink, smtpSink } from '../sinks/smtp.ts'
import { type World, world } from '../world.ts'

export type RealMail = {
  what: string
  raw: string
  /** The envelope. */
  from: string
  to: string
  /** A sentence that its reader must find in it. */
  says: string
}

export type RealMails = {
  mails: RealMail[]
  /** The DNS record of the key that signed, and its name. */
  record: string
  name: string
}

const domain = 'status.harbour.example'

/** Mails as our engine sends them today, signed, caught by a mail server. */
export async function realMails(algorithm: 'rsa' | 'ed25519'): Promise<RealMails> {
  const sink = await smtpSink()
  const w = await world({ config: { smtpUrl: sink.url, bounceAddress: `bounces@${domain}` } })
  try {
    const dkim = { domain, selector: algorithm, keyFile: join(w.folder, 'dkim.pem') }
    const { privateKey } =
      algorithm === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519')
    writeFileSync(dkim.keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
    const { record } = await readDkimKey(dkim, () => {})
    const sign = await openDkim(dkim, () => new Date())
    await play(w, () => w.deliverAll(smtpTransport(w.ctx.config, sign)))
    return { mails: caught(sink), record, name: `${algorithm}._domainkey.${domain}` }
  } finally {
    await sink.close()
    await w.close()
  }
}

const said = [
  ['confirmation', 'kim@example.org', 'Confirm the subscription'],
  ['incident', 'sam@example.org', 'Card payments have failed for about a third of orders since 14:05.'],
  ['update', 'sam@example.org', 'The payment provider confirmed a faulty release and is rolling it back.'],
  ['resolution', 'sam@example.org', 'Payments work again, and nobody was charged twice.'],
  [
    'post-mortem',
    'sam@example.org',
    'A release of our payment provider refused cards that need a second confirmation.',
  ],
] as const
const [, first, second, third, fourth] = said.map(([, , sentence]) => sentence)

async function play(w: World, deliver: () => Promise<void>) {
  w.clock.set(new Date(Date.now() - 5000).toISOString())
  await w.subscriber('sam@example.org')
  await subscribe(w.ctx, { email: 'kim@example.org' })
  await deliver()
  const mara = w.as('mara')
  const components = [{ id: w.components.checkout, state: 'partial_outage' as const }]
  const incidentId = await openIncident(mara, {
    name: 'Card payments fail for some orders',
    body: `${first}`,
    components,
  })
  await deliver()
  await postUpdate(mara, { incidentId, status: 'identified', body: `${second}` })
  await deliver()
  await resolveIncident(mara, { incidentId, body: `${third}` })
  await deliver()
  await publishPostmortem(mara, { incidentId, title: 'Why card payments failed', body: `${fourth}` })
  await deliver()
}

function caught({ received }: Sink): RealMail[] {
  return said.map(([what, to, says], index) => {
    const mail = received[index]
    if (mail?.to[0] !== to) throw new Error(`The mail ${index + 1} should have been the ${what} to ${to}.`)
    return { what, raw: mail.raw, from: mail.from, to, says }
  })
}
