import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addComponent } from '../../api/components/addComponent.ts'
import { changeComponent } from '../../api/components/changeComponent.ts'
import { orderComponents } from '../../api/components/orderComponents.ts'
import { retireComponent } from '../../api/components/retireComponent.ts'
import { setComponentState } from '../../api/components/setComponentState.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { readComponent, readComponents } from '../../api/reads/resources.ts'
import { events } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const state = async (id: string) => ((await readComponent(w.ctx, id)) as { state?: string }).state

test('a component added today is known from today on; null says as long as anybody can remember', async () => {
  w.clock.set('2026-03-01T23:30:00Z')
  const added = await addComponent(w.as('mara'), { name: 'Vouchers' })
  expect(await readComponent(w.ctx, added)).toMatchObject({ startDate: '2026-03-02', position: 5 })
  const old = await addComponent(w.as('mara'), { name: 'Shop', startDate: null })
  expect(await readComponent(w.ctx, old)).toMatchObject({ startDate: null })
})

test('groups have one level, and members of their own order', async () => {
  const group = await addComponent(w.as('mara'), { name: 'Orders', isGroup: true })
  const inner = addComponent(w.as('mara'), { name: 'Inner', isGroup: true, groupId: group })
  await expect(inner).rejects.toMatchObject({ kind: 'invalid' })
  const notGroup = addComponent(w.as('mara'), { name: 'Odd', groupId: w.components.search })
  await expect(notGroup).rejects.toMatchObject({ fields: { groupId: 'There is no such group.' } })
  await changeComponent(w.as('mara'), { id: w.components.checkout, groupId: group })
  await changeComponent(w.as('mara'), { id: w.components.payments, groupId: group })
  await orderComponents(w.as('mara'), { groupId: group, ids: [w.components.payments, w.components.checkout] })
  const members = (await readComponents(w.ctx)).filter((one) => one.groupId === group)
  expect(members.map(({ name }) => name)).toEqual(['Payments', 'Checkout'])
})

test('an order that leaves one out, or names one twice, is refused', async () => {
  const { checkout, payments, search, deliveries } = w.components
  for (const ids of [
    [checkout, payments, search],
    [checkout, payments, search, search],
    [checkout, payments, search, deliveries, 'nothere00000'],
  ])
    await expect(orderComponents(w.as('mara'), { ids })).rejects.toMatchObject({ kind: 'invalid' })
})

test('the hand takes back only what the hand set', async () => {
  const id = w.components.search
  await setComponentState(w.as('mara'), { id, state: 'degraded_performance' })
  const incident = await openIncident(w.as('mara'), {
    name: 'Slow',
    body: 'Looking.',
    components: [{ id, state: 'major_outage' }],
  })
  await setComponentState(w.as('mara'), { id, state: 'operational' })
  expect(await state(id)).toBe('major_outage')
  await setComponentState(w.as('mara'), { id, state: 'partial_outage' })
  await resolveIncident(w.as('mara'), { incidentId: incident, body: 'Over.' })
  expect(await state(id)).toBe('partial_outage')
})

test('a component in trouble is not retired, nor a group with members', async () => {
  const id = w.components.search
  await setComponentState(w.as('mara'), { id, state: 'partial_outage' })
  await expect(retireComponent(w.as('mara'), { id })).rejects.toMatchObject({ slug: 'component-in-trouble' })
  await setComponentState(w.as('mara'), { id, state: 'operational' })
  const group = await addComponent(w.as('mara'), { name: 'Orders', isGroup: true })
  await changeComponent(w.as('mara'), { id, groupId: group })
  await expect(retireComponent(w.as('mara'), { id: group })).rejects.toMatchObject({ slug: 'group-not-empty' })
  await retireComponent(w.as('mara'), { id })
  await expect(readComponent(w.ctx, id)).rejects.toMatchObject({ kind: 'missing' })
  await expect(changeComponent(w.as('mara'), { id, name: 'Back' })).rejects.toMatchObject({ kind: 'missing' })
})

test('every change is an event with what was before', async () => {
  await changeComponent(w.as('mara'), { id: w.components.search, name: 'Finding books' })
  const log = await w.ctx.db.read.select().from(events).where(eq(events.kind, 'component.changed'))
  expect(log).toMatchObject([{ before: { name: 'Search' }, after: { name: 'Finding books' }, publicSeq: 1 }])
})

test('a state set by hand tells nobody unless asked, and only when the page really changes', async () => {
  const id = w.components.search
  const told = async (state: 'partial_outage' | 'degraded_performance' | 'operational', notify?: boolean) => {
    await setComponentState(w.as('mara'), { id, state, ...(notify === undefined ? {} : { notify }) })
    const all = await w.ctx.db.read.select().from(events).where(eq(events.kind, 'component.stateSet'))
    const { tell, before, after } = all.at(-1) ?? {}
    return { tell, before, after }
  }
  expect((await told('partial_outage')).tell).toBe('nobody')
  expect(await told('operational', true)).toEqual({
    tell: 'list',
    before: { state: 'partial_outage', shown: 'partial_outage' },
    after: { state: 'operational', shown: 'operational', components: [id] },
  })
  expect((await told('operational', true)).tell).toBe('nobody')
  const worse = { name: 'Down', body: 'Looking.', components: [{ id, state: 'major_outage' as const }] }
  await openIncident(w.as('mara'), worse)
  // The incident says worse: what the hand says does not show.
  expect((await told('degraded_performance', true)).tell).toBe('nobody')
})
