import { compose, filledIn } from '../../api/delivery/mime.ts'
import { type IncidentUpdate, incidentUpdate } from '../../emails/incidentUpdate.ts'
import { listHead } from '../../emails/message.ts'
import { voiceIn } from '../../emails/voice.ts'

const voice = voiceIn('en', 'Europe/Berlin')
const sender = {
  name: 'Harbour Books Status',
  address: 'status@status.harbour.example',
  host: 'status.harbour.example',
}

/** The mail of our engine as others would send it: an object for each reader, composed while it is sent. */
export function composedMails(count: number) {
  const marks = { address: 'MARKADDRESS', leaveUrl: 'MARKLEAVE', manageUrl: 'MARKMANAGE', follows: 'MARKFOLLOWS' }
  const { subject, html, text } = incidentUpdate(voice, facts, marks)
  return Array.from({ length: count }, (_, index) => {
    const own = valuesOf(index + 1)
    const filled = (template: string) =>
      template
        .replaceAll('MARKADDRESS', own.address)
        .replaceAll('MARKLEAVE', own.leaveUrl)
        .replaceAll('MARKMANAGE', own.manageUrl)
        .replaceAll('MARKFOLLOWS', own.follows)
    const headers = {
      'List-Id': `"${sender.name}" <${sender.host}>`,
      'List-Unsubscribe': `<${own.leaveUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
      Precedence: 'bulk',
    }
    const envelope = { from: sender.address, to: own.to }
    const from = { name: sender.name, address: sender.address }
    return {
      envelope,
      from,
      to: own.to,
      subject,
      html: filled(html),
      text: filled(text),
      messageId: own.messageId,
      headers,
    }
  })
}

/** The very bytes of our engine, composed before anything is measured. */
export async function rawMails(count: number) {
  const write = (personal: Parameters<typeof incidentUpdate>[2]) => incidentUpdate(voice, facts, personal)
  const message = write(valuesOf(1))
  const head = listHead(message, sender, {
    date: facts.at,
    threaded: false,
    feedbackId: 'bench:list:candor:0123456789ab',
  })
  const template = await compose(head, write)
  return Array.from({ length: count }, (_, index) => {
    const own = valuesOf(index + 1)
    return { envelope: { from: sender.address, to: own.to }, raw: filledIn(template, own) }
  })
}

function valuesOf(number: number) {
  const to = `reader${number}@example.org`
  const id = `<bench.${number}.ABCDEFGHIJKLMNOPQRSTUV@status.harbour.example>`
  const token = `${number.toString(36)}-ABCDEFGHIJKLMNOPQRSTUV`
  return {
    ...{ address: to, to, messageId: id, root: id, follows: 'You follow everything on Harbour Books.' },
    leaveUrl: `https://status.harbour.example/unsubscribe/${token}`,
    manageUrl: `https://status.harbour.example/following/${token}`,
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
