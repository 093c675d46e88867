import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { shownStates } from '../../api/components/claims.ts'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { readIncident } from '../../api/reads/resources.ts'
import { claims, events } from '../../db/schema.ts'
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

describe('claims of two incidents on one component', () => {
  test('resolving one never turns green what the other still breaks', async () => {
    const a = await open({ components: [{ id: w.components.payments, state: 'major_outage' }] })
    const b = await open({ components: [{ id: w.components.payments, state: 'degraded_performance' }] })
    expect(await shown()).toEqual({ [w.components.payments]: 'major_outage' })
    await resolveIncident(w.as('mara'), { incidentId: a, body: 'A is over.' })
    expect(await shown()).toEqual({ [w.components.payments]: 'degraded_performance' })
    await resolveIncident(w.as('mara'), { incidentId: b, body: 'B is over.' })
    expect(await shown()).toEqual({})
  })

  test('resolving ends all claims of an incident, also on components that the post does not name', async () => {
    const id = await open({
      components: [
        { id: w.components.payments, state: 'major_outage' },
        { id: w.components.search, state: 'partial_outage' },
      ],
    })
    w.clock.advance(60_000)
    await postUpdate(w.as('mara'), {
      incidentId: id,
      status: 'resolved',
      body: 'Over.',
      components: [{ id: w.components.search, state: 'major_outage' }],
    })
    expect(await shown()).toEqual({})
    const rows = await w.ctx.db.read.select().from(claims)
    expect(rows.map((row) => +(row.endedAt ?? 0))).toEqual([+w.clock.now(), +w.clock.now()])
  })
})

describe('correcting and withdrawing', () => {
  test('a correction is a newer row: the text changes, the name in feeds and the place in the story do not', async () => {
    const id = await open()
    const first = (await read(id)).updates[0]
    w.clock.advance(60_000)
    const newer = await correctUpdate(w.as('mara'), {
      updateId: first?.id ?? '',
      body: 'We are looking into card payments.',
    })
    const [now, before] = (await read(id)).updates
    expect(now).toMatchObject({ id: newer, originId: first?.id, replaces: first?.id, displayAt: first?.displayAt })
    expect(before).toMatchObject({ id: first?.id, body: 'We are looking into it.', replacedAt: w.clock.now() })
    const log = await w.ctx.db.read.select().from(events).where(eq(events.kind, 'incident.corrected'))
    expect(log).toMatchObject([{ tell: 'nobody', publicSeq: 2 }])
  })

  test('of two who correct at once, the second is told', async () => {
    const id = await open()
    const updateId = (await read(id)).updates[0]?.id ?? ''
    await correctUpdate(w.as('mara'), { updateId, body: 'One.' })
    await expect(correctUpdate(w.as('ada'), { updateId, body: 'Two.' })).rejects.toMatchObject({
      slug: 'update-replaced',
    })
  })

  test('withdrawing an update takes its status back, and says why', async () => {
    const id = await open()
    w.clock.advance(60_000)
    const wrong = await postUpdate(w.as('mara'), { incidentId: id, status: 'monitoring', body: 'Fixed.' })
    await retractUpdate(w.as('mara'), { updateId: wrong, reason: 'It was not fixed after all.' })
    expect(await read(id)).toMatchObject({ status: 'investigating', monitoringAt: null })
    expect((await read(id)).updates[0]).toMatchObject({ body: 'It was not fixed after all.', originId: wrong })
  })

  test('the update that resolved an incident cannot be withdrawn', async () => {
    const id = await open()
    const last = await resolveIncident(w.as('mara'), { incidentId: id, body: 'Over.' })
    await expect(retractUpdate(w.as('mara'), { updateId: last, reason: 'No.' })).rejects.toMatchObject({
      kind: 'conflict',
    })
  })
})

test('severity is internal: changing it moves no public version', async () => {
  const id = await open()
  await changeIncident(w.as('mara'), { incidentId: id, severity: 'SEV1' })
  const log = await w.ctx.db.read.select().from(events).where(eq(events.kind, 'incident.classified'))
  expect(log).toMatchObject([
    { audience: 'internal', publicSeq: null, before: { severity: null }, after: { severity: 'SEV1' } },
  ])
})
