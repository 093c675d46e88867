import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { shownStates } from '../../api/components/claims.ts'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { readIncident } from '../../api/reads/resources.ts'
import { events, incidents, updates } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const open = (input: Partial<Parameters<typeof openIncident>[1]> = {}) =>
  openIncident(w.as('mara'), {
    name: 'Card payments are failing',
    body: 'We are looking into it.',
    components: [{ id: w.components.payments, state: 'partial_outage' }],
    ...input,
  })
const read = (id: string) => readIncident(w.ctx, id, 'incident')
const shown = async () => Object.fromEntries(await shownStates(w.ctx.db.read))

describe('opening', () => {
  test('writes the incident, its first update, its claims and one public event', async () => {
    const id = await open({ severity: 'SEV2' })
    const incident = await read(id)
    expect(incident).toMatchObject({ status: 'investigating', impact: 'major', severity: 'SEV2' })
    expect(incident.updates).toHaveLength(1)
    expect(incident.updates[0]?.components).toEqual([
      { id: w.components.payments, name: 'Payments', oldState: 'operational', newState: 'partial_outage' },
    ])
    expect(await shown()).toEqual({ [w.components.payments]: 'partial_outage' })
    const log = await w.ctx.db.read.select().from(events)
    expect(log).toMatchObject([{ kind: 'incident.opened', publicSeq: 1, tell: 'list', incidentId: id }])
  })

  test('tells nobody when asked not to', async () => {
    await open({ notify: false })
    expect(await w.ctx.db.read.select().from(events)).toMatchObject([{ tell: 'nobody' }])
  })

  test.each([
    ['no name', { name: ' ' }, 'name'],
    ['a name over 200 characters', { name: 'x'.repeat(201) }, 'name'],
    ['a name on two lines', { name: 'a\nb' }, 'name'],
    ['no text', { body: '' }, 'body'],
    ['a text over 25,000 characters', { body: 'x'.repeat(25_001) }, 'body'],
    ['an unknown component', { components: [{ id: 'nothere00000', state: 'major_outage' as const }] }, 'components'],
    [
      'a state that does not exist',
      { components: [{ id: 'checkout0000', state: 'on_fire' as never }] },
      'components.0.state',
    ],
    [
      'maintenance as a state',
      { components: [{ id: 'checkout0000', state: 'under_maintenance' as never }] },
      'components.0.state',
    ],
    ['a status that ends it', { status: 'resolved' as never }, 'status'],
    ['a promise in the past', { nextUpdateBy: new Date('2026-03-01T08:00:00Z') }, 'nextUpdateBy'],
    ['a severity that does not exist', { severity: 'SEV9' as never }, 'severity'],
  ])('refuses %s with a sentence at the field', async (_what, input, field) => {
    const problem = await open(input).catch((error) => error)
    expect(problem).toMatchObject({ kind: 'invalid' })
    expect(problem.fields[field]).toMatch(/^[A-Z].*\.$/)
    expect(await w.ctx.db.read.select().from(events)).toEqual([])
  })

  test.each(['stranger', 'vic'] as const)('is not for %s', async (name) => {
    await expect(openIncident(w.as(name), { name: 'x', body: 'y' })).rejects.toMatchObject({
      kind: name === 'stranger' ? 'unauthenticated' : 'forbidden',
    })
  })
})

describe('posting', () => {
  test('moves status and states, and keeps what it does not name', async () => {
    const id = await open()
    w.clock.advance(600_000)
    await postUpdate(w.as('mara'), {
      incidentId: id,
      status: 'identified',
      body: 'A provider is down.',
      components: [{ id: w.components.checkout, state: 'degraded_performance' }],
    })
    const incident = await read(id)
    expect(incident).toMatchObject({ status: 'identified', identifiedAt: w.clock.now() })
    expect(await shown()).toEqual({
      [w.components.payments]: 'partial_outage',
      [w.components.checkout]: 'degraded_performance',
    })
    expect(incident.updates[0]?.components).toHaveLength(2)
  })

  test('impact is the worst that was reached, and stays after resolving', async () => {
    const id = await open({ components: [{ id: w.components.payments, state: 'degraded_performance' }] })
    expect((await read(id)).impact).toBe('minor')
    w.clock.advance(60_000)
    await postUpdate(w.as('mara'), {
      incidentId: id,
      body: 'Worse.',
      components: [{ id: w.components.payments, state: 'major_outage' }],
    })
    expect((await read(id)).impact).toBe('critical')
    w.clock.advance(60_000)
    await resolveIncident(w.as('mara'), { incidentId: id, body: 'Over.' })
    expect(await read(id)).toMatchObject({ impact: 'critical', status: 'resolved', resolvedAt: w.clock.now() })
  })

  test('an override wins over what was reached', async () => {
    const id = await open({ impactOverride: 'none' })
    expect((await read(id)).impact).toBe('none')
    await changeIncident(w.as('mara'), { incidentId: id, impactOverride: null })
    expect((await read(id)).impact).toBe('major')
  })

  test('on a resolved incident is refused, and nothing is written', async () => {
    const id = await open()
    await resolveIncident(w.as('mara'), { incidentId: id, body: 'Over.' })
    const before = await w.ctx.db.read.select().from(updates)
    await expect(postUpdate(w.as('mara'), { incidentId: id, body: 'And another thing.' })).rejects.toMatchObject({
      kind: 'conflict',
      slug: 'incident-resolved',
    })
    expect(await w.ctx.db.read.select().from(updates)).toEqual(before)
  })

  test('on an imported incident that its source left open is refused: here it never ran', async () => {
    const id = await open()
    await w.ctx.db.write('urgent', (tx) =>
      tx.update(incidents).set({ importedFrom: 'statuspage' }).where(eq(incidents.id, id)),
    )
    const post = postUpdate(w.as('mara'), { incidentId: id, body: 'Out of nowhere.' })
    await expect(post).rejects.toMatchObject({ slug: 'incident-imported' })
  })

  test('on an unknown incident is refused', async () => {
    await expect(postUpdate(w.as('mara'), { incidentId: 'nothere00000', body: 'x' })).rejects.toMatchObject({
      kind: 'missing',
    })
  })
})
