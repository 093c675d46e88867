import { desc, eq } from 'drizzle-orm'
import { startClock } from '../../api/clock.ts'
import { setComponentState } from '../../api/components/setComponentState.ts'
import { factsOf } from '../../api/delivery/facts.ts'
import { commit } from '../../api/events/commit.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { rescheduleMaintenance } from '../../api/maintenance/rescheduleMaintenance.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { events, subscriberIncidents } from '../../db/schema.ts'
import type { EventKind, Language } from '../../db/vocabulary.ts'
import type { Links, Message, Personal } from '../../emails/message.ts'
import { followsWords } from '../../emails/words.ts'
import type { World } from '../world.ts'

/** What people write into the mails. */
export type Said = {
  incident: string
  first: string
  second: string
  /** The second again, in German. */
  inGerman: string | undefined
  last: string
  advice: string
  notAffected: string
  maintenance: string
  plan: string
  report: string
  review: string
  host: string
  answer: string
}

export type Named = { name: string; list: boolean; in: (language: Language, personal?: Personal) => Promise<Message> }

const host = 'https://status.harbour.example'
export const links: Links = {
  confirmUrl: `${host}/subscription/1-confirmTokenconfirmTo`,
  manageUrl: `${host}/following/1-manageTokenmanageToken`,
  leaveUrl: `${host}/unsubscribe/1-leaveTokenleaveTokenle`,
  addressUrl: `${host}/address/1-addressTokenaddressTok`,
}

/** Plays one story after which every mail there is has been told, and finds each of them. */
export async function everyMail(w: World, said: Said): Promise<Named[]> {
  const found: Named[] = []
  const take = async (name: string, kind: EventKind) => void found.push(await newest(w, name, kind))
  const mara = w.as('mara')
  const { checkout, search } = w.components

  const incidentId = await openIncident(mara, {
    ...{ name: said.incident, body: said.first, advice: said.advice, notAffected: said.notAffected },
    components: [
      { id: checkout, state: 'partial_outage' },
      { id: search, state: 'degraded_performance' },
    ],
  })
  await take('first', 'incident.opened')
  w.clock.advance(22 * 60_000)
  await postUpdate(mara, {
    ...{ incidentId, body: said.second, status: 'identified' },
    translations: said.inGerman === undefined ? undefined : { de: said.inGerman },
    components: [{ id: checkout, state: 'major_outage' }],
    nextUpdateBy: new Date(w.clock.now().getTime() + 80 * 60_000),
  })
  await take('update', 'incident.updated')
  w.clock.advance(58 * 60_000)
  await resolveIncident(mara, { incidentId, body: said.last })
  await take('resolved', 'incident.resolved')
  w.clock.advance(86_400_000)
  await publishPostmortem(mara, { incidentId, title: said.report, body: said.review })
  await take('report', 'postmortem.published')
  await setComponentState(mara, { id: search, state: 'partial_outage', notify: true })
  await take('component', 'component.stateSet')
  await maintenance(w, said, take)
  await overdue(w, said, take)
  await lettersToOne(w, said, incidentId, found)
  return found
}

async function maintenance(w: World, said: Said, take: (name: string, kind: EventKind) => Promise<void>) {
  const maintenanceId = await scheduleMaintenance(w.as('mara'), {
    ...{ name: said.maintenance, body: said.plan },
    components: [w.components.checkout, w.components.payments],
    scheduledFor: new Date('2026-03-03T22:00:00Z'),
    scheduledUntil: new Date('2026-03-03T22:45:00Z'),
  })
  await take('planned', 'maintenance.scheduled')
  w.clock.advance(3_600_000)
  const window = { scheduledFor: new Date('2026-03-04T22:00:00Z'), scheduledUntil: new Date('2026-03-05T00:30:00Z') }
  await rescheduleMaintenance(w.as('mara'), { maintenanceId, ...window })
  await take('moved', 'maintenance.rescheduled')
  w.clock.set('2026-03-04T22:00:00Z')
  await tick(w)
  await take('begun', 'maintenance.begun')
  w.clock.set('2026-03-05T00:30:00Z')
  await tick(w)
  await take('completed', 'maintenance.completed')
}

async function overdue(w: World, said: Said, take: (name: string, kind: EventKind) => Promise<void>) {
  const by = w.clock.now().getTime() + 30 * 60_000
  await openIncident(w.as('mara'), { name: said.incident, body: said.first, nextUpdateBy: new Date(by) })
  w.clock.advance(30 * 60_000)
  await tick(w)
  await take('overdue', 'promise.lapsed')
}

async function lettersToOne(w: World, said: Said, incidentId: string, found: Named[]) {
  const tell = async (name: string, kind: EventKind, id: number, after: object = {}) => {
    await commit(w.ctx, {}, async (_, record) => {
      await record({ kind, subject: String(id), audience: 'internal', tell: 'subscriber', after })
      return String(id)
    })
    found.push(await newest(w, name, kind))
  }
  const all = await w.subscriber('kim@example.org', { state: 'pending' })
  await tell('confirm', 'subscriber.asked', all)
  const some = await w.subscriber('lou@example.org', { state: 'pending', only: [w.components.search] })
  await w.ctx.db.write('urgent', (tx) => tx.insert(subscriberIncidents).values({ subscriberId: some, incidentId }))
  await tell('confirm-chosen', 'subscriber.asked', some)
  const news = { hearsIncidents: false, hearsMaintenance: false, hearsPostmortems: true, hearsPromises: true }
  const leading = await w.subscriber('lea@example.org', { state: 'pending', ...news })
  await tell('confirm-leadership', 'subscriber.asked', leading)
  await tell('link', 'subscriber.linkAsked', all)
  await tell('link-incident', 'subscriber.linkAsked', all, { incident: incidentId, what: 'updates' })
  const newAddressAskedAt = w.clock.now()
  const moving = await w.subscriber('ann@example.org', { newAddress: 'new@example.org', newAddressAskedAt })
  await tell('address', 'subscriber.addressAsked', moving, { askedAt: newAddressAskedAt.getTime() })
  const endpoint = { channel: 'slack', host: said.host, ownerAddress: 'ops@example.org' } as const
  const failing = { failingSince: new Date('2026-03-02T08:00:00Z') }
  const hook = await w.subscriber('sealed', { ...endpoint, ...failing, state: 'pending' })
  await tell('endpoint', 'subscriber.asked', hook)
  const offAt = new Date('2026-03-07T08:00:00Z')
  await tell('failing', 'subscriber.failing', hook, { answer: said.answer, offAt })
  await tell('off', 'subscriber.suppressed', hook, { reason: said.answer })
}

async function tick(w: World) {
  const clock = startClock(w.ctx, { every: 3_600_000 })
  await clock.tick()
  await clock.stop()
}

async function newest(w: World, name: string, kind: EventKind): Promise<Named> {
  const [event] = await w.ctx.db.read
    .select()
    .from(events)
    .where(eq(events.kind, kind))
    .orderBy(desc(events.id))
    .limit(1)
  if (!event || event.tell === 'nobody') throw new Error(`${name}: nobody is told of ${kind}.`)
  return {
    name,
    list: event.tell === 'list',
    async in(
      language,
      personal = { ...links, address: 'sam@example.org', follows: followsWords(language, 'everything') },
    ) {
      const told = await factsOf(w.ctx, event.id, language)
      if (!told) throw new Error(`${name} has nothing to tell.`)
      return told.kind === 'list' ? told.write(personal) : told.write(links)
    },
  }
}

/** An ordinary day. */
export const ordinary: Said = {
  incident: 'Checkout is failing for about one customer in three',
  first: 'Some of you cannot finish an order since about 10:00. We are looking into it.',
  second:
    'Our payment provider rejects **part of our requests**, because a certificate on their side was replaced.\n\n- One order in five goes through our second provider\n- We move the rest [in steps](https://status.harbour.example/steps)',
  inGerman:
    'Unser Zahlungsanbieter weist **einen Teil unserer Anfragen** zurück, weil dort ein Zertifikat ausgetauscht wurde.\n\n- Jede fünfte Bestellung läuft über unseren zweiten Anbieter\n- Den Rest stellen wir [in Schritten](https://status.harbour.example/steps) um',
  last: 'All payments have gone through since 11:12. Orders that failed were not charged.',
  advice: 'Choose “Pay by invoice” at the checkout: it works. Or come back later; we keep your basket for two days.',
  notAffected: 'Browsing and search, your account, orders already placed',
  maintenance: 'Moving the order database',
  plan: 'Orders cannot be placed for up to ten minutes within this window. Everything else goes on.',
  report: 'Why one order in three could not be paid',
  review:
    'On 1 March, from 10:00 to 11:12, about one card payment in three failed. No money was lost, and orders that were placed stayed placed. The cause was a certificate that our payment provider had replaced a month early, and an alarm of ours that looked at the wrong one.',
  host: 'hooks.slack.com',
  answer: '503 Service Unavailable',
}
