import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailedToken } from '../../api/context/tokens.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { readSubscriberDesk } from '../../api/reads/manageSubscriber.ts'
import { readSubscribers } from '../../api/reads/manageSubscribers.ts'
import { changeChoices } from '../../api/subscribers/changeChoices.ts'
import { chooseIncident } from '../../api/subscribers/chooseIncident.ts'
import { confirmSubscription } from '../../api/subscribers/confirmSubscription.ts'
import { followIncident } from '../../api/subscribers/followIncident.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { subscriberIncidents } from '../../db/schema.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'

let w: World
let incident: string
beforeEach(async () => {
  w = await world()
  incident = await open('Checkout fails')
  // Told to whoever followed by then: nobody.
  await w.deliverAll()
  w.clock.advance(60_000)
})
afterEach(() => w.close())

test('asked on its page, confirmed, and told of this incident alone, its report included', async () => {
  await followIncident(w.ctx, { email: 'sam@example.org', incident })
  await confirm('sam@example.org')
  await open('Search fails')
  await resolve()
  await w.deliverAll()
  await publishPostmortem(w.as('mara'), { incidentId: incident, title: 'What happened', body: 'This did.' })
  await w.deliverAll()
  expect(subjects()).toEqual(['Checkout fails', expect.stringContaining('What happened')])
})

test('who awaits the report hears of nothing before it', async () => {
  await followIncident(w.ctx, { email: 'sam@example.org', incident, what: 'postmortem' })
  await confirm('sam@example.org')
  await resolve()
  await w.deliverAll()
  expect(subjects()).toEqual([])
  await publishPostmortem(w.as('mara'), { incidentId: incident, title: 'What happened', body: 'This did.' })
  await w.deliverAll()
  expect(subjects()).toEqual([expect.stringContaining('What happened')])
})

test('a stranger changes nothing of a subscriber’s: they are mailed the link to their own page', async () => {
  for (const state of ['active', 'paused'] as const) {
    const id = await w.subscriber(`${state}@example.org`, { state, only: [w.components.search] })
    await followIncident(w.ctx, { email: `${state}@example.org`, incident })
    expect(await followed(id)).toEqual([])
    expect(await subscriberOf(w.ctx, `${state}@example.org`)).toMatchObject({ state, everything: false })
    const { rows } = await w.ctx.db.client.execute('select kind, tell, after from events order by id desc limit 1')
    expect(rows[0]).toEqual({
      kind: 'subscriber.linkAsked',
      tell: 'subscriber',
      after: JSON.stringify({ incident, what: 'updates' }),
    })
  }
})

test('by their own link it counts at once, and can be taken off again', async () => {
  const id = await w.subscriber('sam@example.org', { only: [w.components.deliveries] })
  const token = mailedToken(w.ctx.keys, 'manage', id, 0)
  await chooseIncident(w.ctx, { token, incident, what: 'postmortem' })
  await chooseIncident(w.ctx, { token, incident, what: 'updates' })
  expect(await followed(id)).toEqual([{ subscriberId: id, incidentId: incident, what: 'updates' }])
  // Somebody who follows one incident may drop everything else.
  await changeChoices(w.ctx, { token, kinds: [], components: [], floor: 'all', language: 'en' })
  await resolve()
  await w.deliverAll()
  expect(subjects()).toEqual(['Checkout fails'])
  await chooseIncident(w.ctx, { token, incident, what: 'nothing' })
  expect(await followed(id)).toEqual([])
})

test('who asked for more and has not confirmed keeps it; who asks anew for everything gets that', async () => {
  await subscribe(w.ctx, { email: 'sam@example.org', components: [w.components.search] })
  await followIncident(w.ctx, { email: 'sam@example.org', incident })
  const { id = 0, ...row } = (await subscriberOf(w.ctx, 'sam@example.org')) ?? {}
  expect(row).toMatchObject({ state: 'pending', everything: false })
  expect(await followed(id)).toHaveLength(1)
  await subscribe(w.ctx, { email: 'sam@example.org' })
  expect(await followed(id)).toEqual([])
})

test('all asks for one mailbox share one limit', async () => {
  await followIncident(w.ctx, { email: 'sam@example.org', incident })
  await followIncident(w.ctx, { email: 'sam+a@example.org', incident })
  await subscribe(w.ctx, { email: 'sam@example.org' })
  const { rows } = await w.ctx.db.client.execute("select count(*) as n from events where tell = 'subscriber'")
  expect(rows).toEqual([{ n: 1 }])
})

test('nothing is promised that will not come', async () => {
  const ask = (what: 'updates' | 'postmortem', id = incident) =>
    followIncident(w.ctx, { email: 'sam@example.org', incident: id, what })
  await expect(ask('updates', 'nosuch')).rejects.toMatchObject({ kind: 'missing' })
  await resolve()
  await expect(ask('updates')).rejects.toMatchObject({ slug: 'incident-over' })
  await publishPostmortem(w.as('mara'), { incidentId: incident, title: 'What happened', body: 'This did.' })
  await expect(ask('postmortem')).rejects.toMatchObject({ slug: 'no-postmortem-ahead' })
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toBeUndefined()
})

function open(name: string) {
  const components = [{ id: w.components.checkout, state: 'major_outage' as const }]
  return openIncident(w.as('mara'), { name, body: 'We look into it.', components })
}

const resolve = () =>
  postUpdate(w.as('mara'), {
    incidentId: incident,
    status: 'resolved',
    body: 'It works again.',
    components: [{ id: w.components.checkout, state: 'operational' }],
  })

async function confirm(address: string) {
  const row = await subscriberOf(w.ctx, address)
  await confirmSubscription(w.ctx, { token: mailedToken(w.ctx.keys, 'confirm', row?.id ?? 0, 0) })
}

const followed = async (id: number) =>
  (await w.ctx.db.read.select().from(subscriberIncidents)).filter(({ subscriberId }) => subscriberId === id)

/** Of news, without the mail that asks for the confirmation. */
const subjects = () =>
  w
    .mailbox('sam@example.org')
    .filter(({ headers }) => 'Precedence' in headers)
    .map(({ subject }) => subject)

test('the panel says what somebody follows who follows nothing but this', async () => {
  const id = await w.subscriber('sam@example.org', { only: [] })
  const follows = async () => {
    const { lines } = await readSubscribers(w.as('vic'), { state: 'active' })
    const { sentence, facts } = await readSubscriberDesk(w.as('vic'), { id })
    return [lines[0]?.follows, sentence, facts.find(({ term }) => term === 'Follows')?.value]
  }
  const all = (text: string) => [text, `sam@example.org is told about ${text}.`, text]
  expect(await follows()).toEqual(all('nothing any more'))
  const follow = (incidentId: string, what: 'updates' | 'postmortem') =>
    w.ctx.db.write('urgent', (tx) => tx.insert(subscriberIncidents).values({ subscriberId: id, incidentId, what }))
  await follow(incident, 'updates')
  expect(await follows()).toEqual(all('one incident: “Checkout fails”'))
  w.clock.advance(60_000)
  await follow(await open('Search fails'), 'postmortem')
  expect(await follows()).toEqual(all('two incidents: “Checkout fails” and the report of “Search fails”'))
})
