import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smtpTransport } from '../../api/delivery/smtp.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { type Sink, smtpSink } from '../sinks/smtp.ts'
import { type World, world } from '../world.ts'
import { hostileTexts, strictHeaders } from './injection.ts'

let w: World
let sink: Sink
/** The header names of each kind of mail, when nothing hostile is said. */
let calm: string[][]

beforeAll(async () => {
  sink = await smtpSink()
  w = await world({ config: { smtpUrl: sink.url, mailConnections: 1 } })
  calm = namesIn(await mailsSaying('Checkout fails'))
})
afterAll(async () => {
  await sink.close()
  await w.close()
})

test('a calm mail has each header once', () => {
  expect(calm).toHaveLength(3)
  for (const names of calm) {
    expect(names).toEqual([...new Set(names)])
    for (const name of ['from', 'to', 'subject', 'message-id', 'date', 'mime-version', 'content-type'])
      expect(names).toContain(name)
  }
})

test.each(hostileTexts)(
  '%j, said as every name and text there is, makes no header and reaches nobody else',
  async (text) => {
    const mails = await mailsSaying(text)
    expect(mails.map(({ to }) => to)).toEqual([[reader], [reader], [asker]])
    expect(namesIn(mails)).toEqual(calm)
    for (const { raw, to, from } of mails) {
      expect(from).toBe(w.ctx.config.mailFrom)
      const headers = strictHeaders(raw)
      const only = (name: string) => headers.filter((header) => header.name === name).map(({ value }) => value)
      expect(only('to')).toEqual(to)
      expect(only('from')[0]?.match(/<[^>]*>$/)?.[0]).toBe(`<${w.ctx.config.mailFrom}>`)
      const mail = await PostalMime.parse(raw)
      expect(mail.to).toEqual([{ name: '', address: to[0] }])
      expect(mail.cc ?? []).toEqual([])
      expect(mail.bcc ?? []).toEqual([])
      expect(mail.from?.address).toBe(w.ctx.config.mailFrom)
      expect(mail.subject?.length).toBeGreaterThan(0)
      expect(mail.attachments).toEqual([])
    }
  },
)

const reader = 'sam@example.org'
const asker = 'kim@example.org'

/** Posts an incident and a maintenance and asks for a confirmation, on a page where everything is called the same. */
async function mailsSaying(text: string) {
  const { client } = w.ctx.db
  const from = sink.received.length
  await client.execute('delete from subscribers')
  await w.subscriber(reader)
  // Straight into the tables: what the verbs would refuse may have come by an import.
  await client.execute({ sql: 'update page set name = ?', args: [text] })
  await client.execute({ sql: 'update components set name = ?', args: [text] })
  const states = [{ id: w.components.checkout, state: 'major_outage' as const }]
  const said = { name: 'Calm', body: 'Calm.', advice: text, notAffected: text }
  const window = { scheduledFor: '2027-03-05T10:00:00Z', scheduledUntil: '2027-03-05T11:00:00Z' }
  const ids = [await openIncident(w.as('mara'), { ...said, components: states })]
  await renameAndDeliver(ids, text)
  ids.push(await scheduleMaintenance(w.as('mara'), { ...said, components: [w.components.search], ...window }))
  await renameAndDeliver(ids, text)
  await subscribe(w.ctx, { email: asker, components: [w.components.search] })
  await w.deliverAll(smtpTransport(w.ctx.config))
  return sink.received.slice(from)
}

async function renameAndDeliver(ids: string[], text: string) {
  for (const sql of ['update incidents set name = ? where id = ?', 'update updates set body = ? where incident_id = ?'])
    for (const id of ids) await w.ctx.db.client.execute({ sql, args: [text, id] })
  await w.ctx.db.client.execute({ sql: 'update update_components set name = ?', args: [text] })
  await w.deliverAll(smtpTransport(w.ctx.config))
}

const namesIn = (mails: { raw: string }[]) => mails.map(({ raw }) => strictHeaders(raw).map(({ name }) => name))
