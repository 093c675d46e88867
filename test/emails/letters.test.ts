import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startClock } from '../../api/clock.ts'
import { setComponentState } from '../../api/components/setComponentState.ts'
import { factsOf } from '../../api/delivery/facts.ts'
import { commit } from '../../api/events/commit.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { events, subscriberIncidents } from '../../db/schema.ts'
import type { EventKind } from '../../db/vocabulary.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

test.each([
  ['en', 'only with the kinds of news named below', 'Which news\n  Reports after incidents\n  Missed promises\n'],
  [
    'de',
    'nur mit den unten genannten Meldungen',
    'Welche Meldungen\n  Berichte nach Vorfällen\n  Nicht gehaltene Zusagen\n',
  ],
] as const)(
  'who wants reports and missed promises alone is asked for those by name: %s',
  async (language, asked, rows) => {
    const leading = { hearsIncidents: false, hearsMaintenance: false, hearsPromises: true }
    const id = await w.subscriber('lea@example.org', { state: 'pending', language, ...leading })
    await tell('subscriber.asked', id)
    const { text } = await newest('lea@example.org')
    expect(text.replace(/\s+/g, ' ')).toContain(asked)
    expect(text).toContain(rows)
    await tell('subscriber.asked', await w.subscriber('sam@example.org', { state: 'pending', language }))
    expect((await newest('sam@example.org')).text).not.toContain(rows.split('\n')[0])
  },
)

test('an endpoint’s owner is asked, warned and told, in the language chosen; its own address stands nowhere', async () => {
  const endpoint = { channel: 'discord', host: 'discord.com', ownerAddress: 'ops@example.org', language: 'de' } as const
  const id = await w.subscriber('sealed-address', { ...endpoint, state: 'pending' })
  await tell('subscriber.asked', id)
  const asked = await newest('ops@example.org')
  expect(asked.subject).toBe('Bitte bestätigen: Endpunkt für Harbour Books')
  expect(asked.text).toContain('Endpunkt\n  Discord\n\nServer\n  discord.com\n\nWorüber\n  Alles auf der Statusseite\n')
  expect(asked.text).toMatch(/\/subscription\/\d+-/)

  await change(id, 'active')
  await tell('subscriber.failing', id, { answer: '500 Internal Server Error', offAt: new Date('2026-03-04T09:00:00Z') })
  const warned = await newest('ops@example.org')
  expect(warned.text).toContain('Gestört seit\n  Sonntag, 1. März 2026, 09:30')
  expect(warned.text).toContain('Letzte Antwort\n  500 Internal Server Error\n')
  expect(warned.text.replace(/\s+/g, ' ')).toContain('Wenn bis Mittwoch, 4. März 2026, 10:00 Uhr MEZ nichts durchkommt')
  expect(warned.text).toMatch(/\/following\/\d+-/)

  await change(id, 'suppressed')
  await tell('subscriber.suppressed', id, { reason: '410 Gone' })
  const told = await newest('ops@example.org')
  expect(told.subject).toBe('Ihr Endpunkt für Harbour Books wurde abgeschaltet')
  expect(told.text).toContain('Letzte Antwort\n  410 Gone\n')
  for (const { text, html } of [asked, warned, told]) expect(text + html).not.toContain('sealed-address')
})

test('a change of address is asked of the new one alone, and only the newest wish is', async () => {
  const first = new Date('2026-03-01T09:00:00Z')
  const second = new Date('2026-03-01T09:05:00Z')
  const more = { newAddress: 'new@example.org', newAddressKey: 'new@example.org', newAddressAskedAt: second }
  const id = await w.subscriber('sam@example.org', more)
  await tell('subscriber.addressAsked', id, { askedAt: first.getTime() })
  await w.deliverAll()
  expect(w.mailbox()).toEqual([])
  await tell('subscriber.addressAsked', id, { askedAt: second.getTime() })
  const { text, html } = await newest('new@example.org')
  expect(text).toMatch(/\/address\/\d+-/)
  expect(text + html).not.toContain('sam@example.org')
  expect(w.mailbox('sam@example.org')).toEqual([])
})

test('who asks for one incident and follows us already is led to their page with it', async () => {
  const incidentId = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look.', notify: false })
  const id = await w.subscriber('sam@example.org', { language: 'es' })
  await tell('subscriber.linkAsked', id, { incident: incidentId, what: 'postmortem' })
  const { text, headers } = await newest('sam@example.org')
  expect(text).toContain('Para añadir allí\n  Checkout fails\n')
  expect(text).toMatch(new RegExp(`/following/[\\w-]+\\?incident=${incidentId}&what=postmortem\\n`))
  expect(headers).not.toHaveProperty('List-Unsubscribe')
})

test('a missed promise is told with what was promised; when it comes late, that is said', async () => {
  await w.subscriber('boss@example.org', { hearsPromises: true, hearsIncidents: false })
  const by = new Date('2026-03-01T09:30:00Z')
  const said = { name: 'Checkout fails', body: 'We look.', nextUpdateBy: by }
  const incidentId = await openIncident(w.as('mara'), said)
  w.clock.set('2026-03-01T09:30:00Z')
  await tick()
  const { subject, text } = await newest('boss@example.org')
  expect(subject).toBe('Checkout fails')
  expect(text).toMatch(/^Overdue: Checkout fails\n\nOverdue · since 10:30 CET\n/)
  expect(text).toContain('An update was promised by Sunday 1 March 2026, 10:30 CET.')
  expect(text).toContain('It has not\nbeen published yet.')
  expect(text).toContain('State now\n  Investigating\n')
  expect(text).toContain('You asked to be told when a promised time passes.')

  const [event] = await w.ctx.db.read.select().from(events).where(eq(events.kind, 'promise.lapsed'))
  w.clock.advance(12 * 60_000)
  await postUpdate(w.as('mara'), { incidentId, body: 'Found it.' })
  const told = await factsOf(w.ctx, event?.id ?? 0, 'en')
  const nobody = { address: '', leaveUrl: '', manageUrl: '', follows: '' }
  const late = told?.kind === 'list' ? told.write(nobody).text.replace(/\s+/g, ' ') : ''
  expect(late).toContain('It was published late: Sunday 1 March 2026, 10:42 CET.')
})

test('a component that was set by hand is told with what it was before', async () => {
  await w.subscriber('sam@example.org')
  const { search } = w.components
  await setComponentState(w.as('mara'), { id: search, state: 'degraded_performance', notify: true })
  expect((await newest('sam@example.org')).text).toContain('Search\n  Degraded (before: working)\n')
  await setComponentState(w.as('mara'), { id: search, state: 'operational', notify: true })
  const { subject, text } = await newest('sam@example.org')
  expect(subject).toBe('Working: Search')
  expect(text).toContain('Search\n  Working (before: degraded)\n')
})

test('who follows one incident is told so, up to its post-mortem', async () => {
  const incidentId = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look.', notify: false })
  const subscriberId = await w.subscriber('sam@example.org', { everything: false, only: [] })
  await w.ctx.db.write('urgent', (tx) => tx.insert(subscriberIncidents).values({ subscriberId, incidentId }))
  await resolveIncident(w.as('mara'), { incidentId, body: 'Over.' })
  const sentence = 'You follow just this one, not the whole status page.'
  expect((await newest('sam@example.org')).text).toContain(sentence)
  await publishPostmortem(w.as('mara'), { incidentId, title: 'Why', body: 'Because.' })
  const { subject, text } = await newest('sam@example.org')
  expect(subject).toBe('Post-mortem: Why')
  expect(text).toContain(sentence)
})

async function tell(kind: EventKind, id: number, after: object = {}) {
  await commit(w.ctx, {}, async (_, record) => {
    await record({ kind, subject: String(id), audience: 'internal', tell: 'subscriber', after })
    return String(id)
  })
}

async function change(id: number, state: 'active' | 'suppressed') {
  const failingSince = new Date('2026-03-01T08:30:00Z').getTime()
  const args = [state, failingSince, id]
  await w.ctx.db.client.execute({ sql: 'update subscribers set state = ?, failing_since = ? where id = ?', args })
}

async function tick() {
  const clock = startClock(w.ctx, { every: 3_600_000 })
  await clock.tick()
  await clock.stop()
}

async function newest(address: string) {
  await w.deliverAll()
  const mail = w.mailbox(address).at(-1)
  if (!mail) throw new Error(`${address} got nothing.`)
  return mail
}
