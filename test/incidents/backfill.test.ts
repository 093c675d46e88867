import { afterEach, beforeEach, expect, test } from 'vitest'
import { shownStates } from '../../api/components/claims.ts'
import { backfillIncident } from '../../api/incidents/backfillIncident.ts'
import { readIncident } from '../../api/reads/resources.ts'
import { claims, events } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const at = (time: string) => new Date(`2026-02-20T${time}:00Z`)
const backfill = (input = {}) =>
  backfillIncident(w.as('mara'), {
    name: 'Search was slow',
    startedAt: at('10:00'),
    resolvedAt: at('11:00'),
    body: 'It was slow for an hour.',
    components: [{ id: w.components.search, state: 'degraded_performance' }],
    ...input,
  })

test('claims from start to end, tells nobody, breaks nothing today', async () => {
  const id = await backfill()
  expect(await readIncident(w.ctx, id, 'incident')).toMatchObject({
    status: 'resolved',
    impact: 'minor',
    resolvedAt: at('11:00'),
  })
  expect(await w.ctx.db.read.select().from(claims)).toMatchObject([{ beganAt: at('10:00'), endedAt: at('11:00') }])
  expect(await w.ctx.db.read.select().from(events)).toMatchObject([
    { kind: 'incident.backfilled', tell: 'nobody', publicSeq: 1 },
  ])
  expect([...(await shownStates(w.ctx.db.read))]).toEqual([])
})

test('its story is told in order, with the states of each step', async () => {
  const id = await backfill({
    updates: [
      { at: at('10:05'), status: 'investigating', body: 'Looking.' },
      {
        at: at('10:30'),
        status: 'identified',
        body: 'Found.',
        components: [{ id: w.components.search, state: 'major_outage' }],
      },
    ],
  })
  const incident = await readIncident(w.ctx, id, 'incident')
  expect(incident.updates.map((update) => update.status)).toEqual(['resolved', 'identified', 'investigating'])
  expect(incident.impact).toBe('critical')
  expect(await w.ctx.db.read.select().from(claims)).toMatchObject([
    { state: 'degraded_performance', beganAt: at('10:00'), endedAt: at('10:30') },
    { state: 'major_outage', beganAt: at('10:30'), endedAt: at('11:00') },
  ])
})

test.each([
  ['an end before the start', { startedAt: at('12:00') }],
  ['an end to come', { resolvedAt: new Date('2026-03-01T09:00:01Z') }],
  [
    'updates out of order',
    {
      updates: [
        { at: at('10:40'), status: 'investigating', body: 'x' },
        { at: at('10:20'), status: 'identified', body: 'x' },
      ],
    },
  ],
  ['an update after the end', { updates: [{ at: at('11:40'), status: 'investigating', body: 'x' }] }],
])('refuses %s', async (_what, input) => {
  await expect(backfill(input)).rejects.toMatchObject({ kind: 'invalid' })
})
