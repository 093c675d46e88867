import { createTransport } from 'nodemailer'
import { type IncidentUpdate, incidentUpdate } from '../../emails/incidentUpdate.ts'
import { voiceIn } from '../../emails/voice.ts'

/** The mail of our engine as others would send it: an object for each reader, composed while it is sent. */
export function composedMails(count: number) {
  return Array.from({ length: count }, (_, index) => mailTo(index + 1))
}

/** The same, composed before anything is measured. */
export async function rawMails(count: number) {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const all = []
  for (const mail of composedMails(count)) {
    const { message } = await composer.sendMail(mail)
    all.push({ envelope: { from: mail.from.address, to: mail.to }, raw: message as Buffer })
  }
  return all
}

function mailTo(number: number) {
  const to = `reader${number}@example.org`
  const leaveUrl = `https://status.harbour.example/unsubscribe/${number.toString(36)}-ABCDEFGHIJKLMNOPQRSTUV`
  const manageUrl = `https://status.harbour.example/following/${number.toString(36)}-ABCDEFGHIJKLMNOPQRSTUV`
  const { subject, html, text } = incidentUpdate(voiceIn('en', 'Europe/Berlin'), facts, {
    address: to,
    leaveUrl,
    manageUrl,
    follows: 'everything',
  })
  return {
    from: { name: 'Harbour Books Status', address: 'status@status.harbour.example' },
    to,
    subject,
    html,
    text,
    messageId: `<bench.${number}.ABCDEFGHIJKLMNOPQRSTUV@status.harbour.example>`,
    headers: {
      'List-Id': '"Harbour Books Status" <status.harbour.example>',
      'List-Unsubscribe': `<${leaveUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
      Precedence: 'bulk',
    },
  }
}

const facts: IncidentUpdate = {
  page: { name: 'Harbour Books', url: 'https://status.harbour.example' },
  incident: {
    name: 'Orders are failing',
    subject: 'Orders are failing',
    url: 'https://status.harbour.example/incidents/abcdefghijkl',
    startedAt: new Date('2026-03-01T09:00:00Z'),
  },
  language: 'en',
  status: 'investigating',
  worst: 'partial_outage',
  number: 1,
  at: new Date('2026-03-01T09:00:00Z'),
  body: {
    language: 'en',
    html: '<p>Some payments are declined although the card is fine. We have found the cause and are rolling it back.</p><p>Orders that were placed are safe.</p>',
    text: 'Some payments are declined although the card is fine. We have found the cause and are rolling it back.\n\nOrders that were placed are safe.',
    gist: 'Some payments are declined although the card is fine.',
  },
  nextUpdateBy: undefined,
  advice: null,
  notAffected: null,
  affected: [{ name: 'Checkout', state: 'partial_outage' }],
}
