import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addComponent } from '../../api/components/addComponent.ts'
import { mailedToken } from '../../api/context/tokens.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { changeChoices } from '../../api/subscribers/changeChoices.ts'
import { usualKinds } from '../../api/subscribers/choice.ts'
import { forgetMe } from '../../api/subscribers/forgetMe.ts'
import { pauseSubscription } from '../../api/subscribers/pauseSubscription.ts'
import { reactivate } from '../../api/subscribers/reactivate.ts'
import { resumeSubscription } from '../../api/subscribers/resumeSubscription.ts'
import { suppressSubscriber } from '../../api/subscribers/suppressSubscriber.ts'
import { unsubscribe } from '../../api/subscribers/unsubscribe.ts'
import { events, subscriberComponents } from '../../db/schema.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'

const usual = { kinds: usualKinds, floor: 'all', language: 'en' } as const
let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

test('a subscriber chooses components, kinds, floor and language, and hears by them', async () => {
  const token = await own('sam@example.org')
  await changeChoices(w.ctx, {
    token,
    components: [w.components.search],
    kinds: ['incidents', 'promises'],
    floor: 'major',
    language: 'de',
  })
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({
    everything: false,
    hearsIncidents: true,
    hearsMaintenance: false,
    hearsPostmortems: false,
    hearsPromises: true,
    floor: 'major',
    language: 'de',
  })
  await trouble(w.components.checkout, 'Checkout fails')
  await trouble(w.components.search, 'Search fails')
  await w.deliverAll()
  expect(w.mailbox().map(({ subject }) => subject)).toEqual(['Search fails'])
  await changeChoices(w.ctx, { token, everything: true, components: [w.components.search], ...usual })
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({ everything: true, hearsMaintenance: true })
  expect(await chosen()).toEqual([])
})

test('a group brings the members that it gets later; components chosen singly do not', async () => {
  const ada = w.as('ada')
  const groupId = await addComponent(ada, { name: 'Ordering', isGroup: true })
  const cart = await addComponent(ada, { name: 'Basket', groupId })
  await changeChoices(w.ctx, { token: await own('group@example.org'), components: [groupId, cart], ...usual })
  expect(await chosen()).toEqual([groupId])
  await changeChoices(w.ctx, { token: await own('single@example.org'), components: [cart], ...usual })
  const vouchers = await addComponent(ada, { name: 'Vouchers', groupId })
  await trouble(vouchers, 'Vouchers are refused')
  await w.deliverAll()
  expect(w.mailbox().map(({ to }) => to)).toEqual(['group@example.org'])
})

test.each([
  [{ components: [] }, 'components'],
  [{ components: ['nosuch'] }, 'components'],
  [{ everything: true, kinds: [] }, 'kinds'],
  [{ everything: true, kinds: ['gossip'] }, 'kinds'],
  [{ everything: true, floor: 'loud' }, 'floor'],
  [{ everything: true, language: 'tlh' }, 'language'],
])('%j is refused with a sentence, and nothing changes', async (input, field) => {
  const token = await own('sam@example.org')
  const refused = await changeChoices(w.ctx, { token, ...usual, ...input } as never).catch((error) => error)
  expect(Object.keys(refused.fields ?? {}).map((path) => path.split('.')[0])).toEqual([field])
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({ everything: true, floor: 'all' })
})

test('"write to me again" ends a quarantine, and only that', async () => {
  const id = await w.subscriber('sam@example.org', { failures: 3 })
  const token = tokenOf(id)
  await expect(reactivate(w.ctx, { token })).rejects.toMatchObject({ slug: 'not-suppressed' })
  await suppressSubscriber(w.ctx, id, '550 5.1.1')
  await expect(pauseSubscription(w.ctx, { token, until: 'day' })).rejects.toMatchObject({ slug: 'not-reachable' })
  await reactivate(w.ctx, { token })
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({
    state: 'active',
    failures: 0,
    suppressedAt: null,
    suppressedFor: null,
  })
  await trouble(w.components.search, 'Search fails')
  await w.deliverAll()
  expect(w.mailbox('sam@example.org')).toHaveLength(1)
})

test('"delete me" leaves a number, and no mail that was on its way', async () => {
  const id = await w.subscriber('sam@example.org', { only: [w.components.search] })
  await trouble(w.components.search, 'Search fails')
  await w.deliverAll()
  await pauseSubscription(w.ctx, { token: tokenOf(id), until: 'week' })
  await resumeSubscription(w.ctx, { token: tokenOf(id) })
  await trouble(w.components.search, 'Search fails again')
  await forgetMe(w.ctx, { token: tokenOf(id) })
  await w.deliverAll()
  expect(w.mailbox()).toHaveLength(1)
  const dump: unknown[] = []
  for (const table of ['subscribers', 'subscriber_components', 'events', 'deliveries', 'due', 'fan_outs'])
    dump.push((await w.ctx.db.client.execute(`select * from ${table}`)).rows)
  expect(JSON.stringify(dump)).not.toContain('sam@')
  expect(await chosen()).toEqual([])
  const { rows } = await w.ctx.db.client.execute('select distinct recipient_id from deliveries')
  expect(rows).toEqual([{ recipient_id: id }])
  await expect(forgetMe(w.ctx, { token: tokenOf(id) })).rejects.toMatchObject({ slug: 'link-not-valid' })
})

test('only the link to the own page opens it: no other link, no other subscriber’s', async () => {
  const sam = await w.subscriber('sam@example.org')
  const kim = await w.subscriber('kim@example.org')
  const forged = [
    '',
    'x',
    mailedToken(w.ctx.keys, 'leave', sam, 0),
    mailedToken(w.ctx.keys, 'confirm', sam, 0),
    mailedToken(w.ctx.keys, 'address', sam, -1),
    mailedToken(w.ctx.keys, 'manage', sam, 1),
    `${sam.toString(36)}-${tokenOf(kim).split('-')[1]}`,
  ]
  for (const token of forged)
    for (const act of [
      () => changeChoices(w.ctx, { token, everything: true, ...usual }),
      () => pauseSubscription(w.ctx, { token, until: 'day' }),
      () => forgetMe(w.ctx, { token }),
      () => unsubscribe(w.ctx, { token, from: 'manage' }),
    ])
      await expect(act()).rejects.toMatchObject({ slug: 'link-not-valid' })
  await expect(unsubscribe(w.ctx, { token: tokenOf(sam) })).rejects.toMatchObject({ slug: 'link-not-valid' })
  expect(await kinds()).toEqual([])
})

const tokenOf = (id: number, epoch = 0) => mailedToken(w.ctx.keys, 'manage', id, epoch)

const own = async (address: string) => tokenOf(await w.subscriber(address))

const trouble = (id: string, name: string) =>
  openIncident(w.as('mara'), { name, body: 'We look into it.', components: [{ id, state: 'major_outage' }] })

const chosen = async () =>
  (await w.ctx.db.read.select().from(subscriberComponents)).map(({ componentId }) => componentId)

const kinds = async () =>
  (await w.ctx.db.read.select().from(events).where(eq(events.actor, 'stranger'))).map(({ kind }) => kind)
