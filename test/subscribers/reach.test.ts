import { afterEach, beforeEach, expect, test } from 'vitest'
import { startClock } from '../../api/clock.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { reachOf } from '../../api/reads/manageReach.ts'
import { subscriberIncidents } from '../../db/schema.ts'
import type { ComponentState } from '../../db/vocabulary.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

test('a floor keeps updates in between away, another whatever is not major', async () => {
  await w.subscriber('all@example.org')
  await w.subscriber('ends@example.org', { floor: 'new_and_resolved' })
  await w.subscriber('major@example.org', { floor: 'major' })
  const small = await open('degraded_performance')
  expect(await told()).toEqual(['all', 'ends'])
  await postUpdate(w.as('mara'), { incidentId: small, body: 'Still slow.' })
  expect(await told()).toEqual(['all'])
  await postUpdate(w.as('mara'), { incidentId: small, body: 'Fixed.', status: 'resolved' })
  expect(await told()).toEqual(['all', 'ends'])
  const large = await open('major_outage')
  expect(await told()).toEqual(['all', 'ends', 'major'])
  await postUpdate(w.as('mara'), { incidentId: large, body: 'Still down.' })
  expect(await told()).toEqual(['all', 'major'])
})

test('who wants no maintenance, or only reports, hears of nothing else', async () => {
  await w.subscriber('all@example.org')
  await w.subscriber('no-maintenance@example.org', { hearsMaintenance: false })
  await w.subscriber('reports@example.org', { hearsIncidents: false, hearsMaintenance: false })
  const at = (hours: number) => new Date(+w.ctx.now() + hours * 3_600_000)
  const window = { scheduledFor: at(24), scheduledUntil: at(26), timeZone: 'Europe/Berlin' }
  await scheduleMaintenance(w.as('mara'), {
    name: 'Move',
    body: 'We move.',
    components: [w.components.checkout],
    ...window,
  })
  expect(await told()).toEqual(['all'])
  const incidentId = await open('partial_outage')
  expect(await told()).toEqual(['all', 'no-maintenance'])
  await postUpdate(w.as('mara'), { incidentId, body: 'Fixed.', status: 'resolved' })
  await told()
  await publishPostmortem(w.as('mara'), { incidentId, title: 'What happened', body: 'A disk was full.' })
  expect(await told()).toEqual(['all', 'no-maintenance', 'reports'])
})

test('who follows one incident hears all of it and nothing else; who awaits its report, that alone', async () => {
  const first = await open('degraded_performance')
  const one = await w.subscriber('one@example.org', { everything: false, only: [], floor: 'major' })
  const report = await w.subscriber('report@example.org', { everything: false, only: [] })
  await w.ctx.db.write('urgent', async (tx) => {
    await tx.insert(subscriberIncidents).values({ subscriberId: one, incidentId: first })
    await tx.insert(subscriberIncidents).values({ subscriberId: report, incidentId: first, what: 'postmortem' })
  })
  await told()
  await postUpdate(w.as('mara'), { incidentId: first, body: 'Still slow.' })
  expect(await told()).toEqual(['one'])
  await open('major_outage')
  expect(await told()).toEqual([])
  await postUpdate(w.as('mara'), { incidentId: first, body: 'Fixed.', status: 'resolved' })
  expect(await told()).toEqual(['one'])
  await publishPostmortem(w.as('mara'), { incidentId: first, title: 'What happened', body: 'A disk was full.' })
  expect(await told()).toEqual(['one', 'report'])
})

test('a promise that passed unkept is told to those who asked to hear of that, once', async () => {
  await w.subscriber('all@example.org')
  const promises = { hearsIncidents: false, hearsMaintenance: false, hearsPostmortems: false, hearsPromises: true }
  await w.subscriber('board@example.org', promises)
  await open('major_outage', new Date(+w.ctx.now() + 1_800_000))
  expect(await told()).toEqual(['all'])
  w.clock.advance(1_800_001)
  const clock = startClock(w.ctx, { every: 3_600_000 })
  await clock.tick()
  await clock.tick()
  await clock.stop()
  expect(await expected()).toEqual(['board'])
})

test('the number above the button is the number that is sent to', async () => {
  await w.subscriber('all@example.org')
  await w.subscriber('ends@example.org', { floor: 'new_and_resolved' })
  await w.subscriber('major@example.org', { floor: 'major' })
  const incidentId = await open('degraded_performance')
  const post = { hearing: 'incidents', incidentId, components: [w.components.checkout] } as const
  const count = async (milestone: boolean, states: ComponentState[]) =>
    (await reachOf(w.ctx, { ...post, components: [...post.components], milestone, states })).total
  expect(await count(false, [])).toBe(1)
  expect(await count(true, [])).toBe(2)
  expect(await count(false, ['major_outage'])).toBe(2)
  expect(await count(true, ['major_outage'])).toBe(3)
})

const open = (state: Exclude<ComponentState, 'under_maintenance'>, nextUpdateBy?: Date) =>
  openIncident(w.as('mara'), {
    name: 'Checkout fails',
    body: 'We look into it.',
    components: [{ id: w.components.checkout, state }],
    ...(nextUpdateBy ? { nextUpdateBy } : {}),
  })

let seen = 0
/** Who was mailed since this was asked last, by the name before the @. */
async function told(): Promise<string[]> {
  await w.deliverAll()
  const fresh = w.mailbox().slice(seen)
  seen += fresh.length
  return fresh.map(({ to }) => to.split('@')[0] ?? '').sort()
}

/** Who is down in the ledger for promises that passed, whatever the mail says. */
async function expected(): Promise<string[]> {
  await w.deliverAll()
  const { rows } = await w.ctx.db.client.execute(
    `select address from deliveries join subscribers on subscribers.id = recipient_id
    join events on events.id = event_id where kind = 'promise.lapsed' order by address`,
  )
  return rows.map(({ address }) => String(address).split('@')[0] ?? '')
}

beforeEach(() => {
  seen = 0
})
