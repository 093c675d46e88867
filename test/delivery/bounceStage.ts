import { readMail } from '../../api/delivery/bounces/readMail.ts'
import { takeReports } from '../../api/delivery/bounces/takeReports.ts'
import type { Leased } from '../../api/delivery/channel.ts'
import { noteOutcomes } from '../../api/delivery/undeliverable.ts'
import { returnPath } from '../../api/delivery/verp.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { subscriberOf } from '../followers.ts'
import { world } from '../world.ts'

/** Sam follows everything and has been sent the first mail of an incident; it is delivery 1. */
export async function bounceStage() {
  const w = await world({ config: { bounceAddress: 'bounces@status.harbour.example' } })
  await w.subscriber('sam@example.org')
  const incidentId = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await w.deliverAll()
  const rows = async (sql: string) => (await w.ctx.db.client.execute(sql)).rows
  return {
    w,
    rows,
    path: (delivery = 1) => returnPath(w.ctx, { id: delivery }, 'sam@example.org'),
    /** What becomes of a mail to our bounce address. */
    take: async (mail: string, recipients: string[] = []) =>
      takeReports(w.ctx, await readMail(Buffer.from(mail), recipients), false),
    sam: () => subscriberOf(w.ctx, 'sam@example.org'),
    counts: async () => (await rows('select sent, bounced, failed, suppressed from fan_outs order by event_id'))[0],
    ledger: async () => (await rows('select state from deliveries order by id')).map(({ state }) => state),
    logged: async () =>
      (await rows("select kind from events where kind like 'subscriber.%' order by id")).map(({ kind }) => kind),
    /** One more mail of the incident. */
    async news() {
      await postUpdate(w.as('mara'), { incidentId, status: 'identified', body: 'Found.' })
      await w.deliverAll()
      const [last] = await rows(
        'select max(id) as id, event_id as eventId, recipient_id as recipientId from deliveries',
      )
      const delivery = { ...(last as unknown as Leased), rank: 1, attempts: 1, fence: 1, leaseUntil: 0 }
      await noteOutcomes(w.ctx, [{ delivery, outcome: { kind: 'sent', answer: '250 Ok' }, state: 'sent' }])
    },
    /** As if the mails had not come back. */
    sentAgain: () => w.ctx.db.client.execute("update deliveries set state = 'sent'"),
    close: w.close,
  }
}
