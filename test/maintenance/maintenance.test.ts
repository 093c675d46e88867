import { and, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startClock } from '../../api/clock.ts'
import { shownStates } from '../../api/components/claims.ts'
import { cancelMaintenance } from '../../api/maintenance/cancelMaintenance.ts'
import { postMaintenanceUpdate } from '../../api/maintenance/postMaintenanceUpdate.ts'
import { rescheduleMaintenance } from '../../api/maintenance/rescheduleMaintenance.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { readIncident } from '../../api/reads/resources.ts'
import { claims, events } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
let tick: () => Promise<void>
let stop: () => Promise<void>
beforeEach(async () => {
  w = await world()
  const clock = startClock(w.ctx, { every: 3_600_000 })
  tick = clock.tick
  stop = clock.stop
})
afterEach(async () => {
  await stop()
  await w.close()
})

const hours = (n: number) => new Date(+new Date('2026-03-01T09:00:00Z') + n * 3_600_000)
const plan = (input: Partial<Parameters<typeof scheduleMaintenance>[1]> = {}) =>
  scheduleMaintenance(w.as('mara'), {
    name: 'Moving the order database',
    body: 'Checkout is closed for ten minutes.',
    components: [w.components.checkout],
    scheduledFor: hours(2),
    scheduledUntil: hours(3),
    ...input,
  })
const read = (id: string) => readIncident(w.ctx, id, 'maintenance')
const kinds = async (id: string) => {
  const log = await w.ctx.db.read
    .select()
    .from(events)
    .where(and(eq(events.incidentId, id), eq(events.audience, 'public')))
    .orderBy(events.id)
  return log.map((row) => row.kind)
}
const shown = async () => Object.fromEntries(await shownStates(w.ctx.db.read))

describe('by the clock', () => {
  test('begins and completes at its times, each told once', async () => {
    const id = await plan()
    await tick()
    expect(await shown()).toEqual({})
    w.clock.set('2026-03-01T11:00:00Z')
    await tick()
    await tick()
    expect(await shown()).toEqual({ [w.components.checkout]: 'under_maintenance' })
    expect(await read(id)).toMatchObject({ status: 'in_progress', beganAt: hours(2) })
    w.clock.set('2026-03-01T12:00:00Z')
    await tick()
    await tick()
    expect(await shown()).toEqual({})
    expect(await read(id)).toMatchObject({ status: 'completed', completedAt: hours(3) })
    expect(await kinds(id)).toEqual(['maintenance.scheduled', 'maintenance.begun', 'maintenance.completed'])
  })

  test('a start that was missed is made up for, with the time at which the work really began', async () => {
    const id = await plan()
    w.clock.set('2026-03-01T11:40:00Z')
    await tick()
    const maintenance = await read(id)
    expect(maintenance).toMatchObject({ status: 'in_progress', beganAt: hours(2) })
    expect(maintenance.updates[0]?.displayAt).toEqual(new Date('2026-03-01T11:40:00Z'))
  })

  test('a whole window that was missed is one completed record, and nobody reads that it begins', async () => {
    const id = await plan()
    w.clock.set('2026-03-02T09:00:00Z')
    await tick()
    expect(await kinds(id)).toEqual(['maintenance.scheduled', 'maintenance.completed'])
    const rows = await w.ctx.db.read.select().from(claims)
    expect(rows).toMatchObject([{ state: 'under_maintenance', beganAt: hours(2), endedAt: hours(3) }])
  })

  test('two clocks do each thing once', async () => {
    const id = await plan()
    const other = startClock(w.ctx, { every: 3_600_000 })
    w.clock.set('2026-03-01T11:00:01Z')
    await Promise.all([tick(), other.tick()])
    await other.stop()
    expect(await kinds(id)).toEqual(['maintenance.scheduled', 'maintenance.begun'])
  })

  test('leaves alone what is to be begun by hand', async () => {
    const id = await plan({ autoBegin: false, autoComplete: false })
    w.clock.set('2026-03-01T13:00:00Z')
    await tick()
    expect(await read(id)).toMatchObject({ status: 'scheduled' })
  })
})

describe('by hand', () => {
  test('begins early, and the clock does not begin it again', async () => {
    const id = await plan()
    w.clock.set('2026-03-01T10:30:00Z')
    await postMaintenanceUpdate(w.as('mara'), { maintenanceId: id, status: 'in_progress', body: 'We begin early.' })
    expect(await read(id)).toMatchObject({ status: 'in_progress', beganAt: w.clock.now() })
    w.clock.set('2026-03-01T11:00:00Z')
    await tick()
    expect(await kinds(id)).toEqual(['maintenance.scheduled', 'maintenance.begun'])
  })

  test('verifying needs a beginning', async () => {
    const id = await plan()
    const verify = () =>
      postMaintenanceUpdate(w.as('mara'), { maintenanceId: id, status: 'verifying', body: 'Looking.' })
    await expect(verify()).rejects.toMatchObject({ slug: 'maintenance-not-begun' })
  })

  test('cancelled while it runs: its claims end, the clock forgets it, nothing more can be said', async () => {
    const id = await plan()
    w.clock.set('2026-03-01T11:00:00Z')
    await tick()
    await cancelMaintenance(w.as('mara'), { maintenanceId: id, body: 'Not today.' })
    expect(await shown()).toEqual({})
    w.clock.set('2026-03-01T12:00:00Z')
    await tick()
    expect(await kinds(id)).toEqual(['maintenance.scheduled', 'maintenance.begun', 'maintenance.cancelled'])
    const again = cancelMaintenance(w.as('mara'), { maintenanceId: id, body: 'Not today.' })
    await expect(again).rejects.toMatchObject({ slug: 'maintenance-cancelled' })
  })
})

describe('rescheduled', () => {
  test('the old time is forgotten and the new one kept, even when it moves back to where it was', async () => {
    const id = await plan()
    await rescheduleMaintenance(w.as('mara'), { maintenanceId: id, scheduledFor: hours(5), scheduledUntil: hours(6) })
    await rescheduleMaintenance(w.as('mara'), { maintenanceId: id, scheduledFor: hours(2), scheduledUntil: hours(3) })
    expect(await read(id)).toMatchObject({ sequence: 2, startedAt: hours(2) })
    w.clock.set('2026-03-01T11:00:00Z')
    await tick()
    expect(await read(id)).toMatchObject({ status: 'in_progress' })
  })

  test('once begun, only its end moves', async () => {
    const id = await plan()
    w.clock.set('2026-03-01T11:00:00Z')
    await tick()
    const move = (scheduledFor: Date) =>
      rescheduleMaintenance(w.as('mara'), { maintenanceId: id, scheduledFor, scheduledUntil: hours(5) })
    await expect(move(hours(4))).rejects.toMatchObject({ slug: 'maintenance-begun' })
    await move(hours(2))
    w.clock.set('2026-03-01T12:30:00Z')
    await tick()
    expect(await read(id)).toMatchObject({ status: 'in_progress' })
    w.clock.set('2026-03-01T14:00:00Z')
    await tick()
    expect(await read(id)).toMatchObject({ status: 'completed', completedAt: hours(5) })
  })
})

test.each([
  ['a window that ends before it begins', { scheduledUntil: hours(1) }, 'scheduledUntil'],
  ['a window that is over', { scheduledFor: hours(-3), scheduledUntil: hours(-2) }, 'scheduledUntil'],
  ['no component', { components: [] }, 'components'],
  ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
])('refuses %s', async (_what, input, field) => {
  const problem = await plan(input).catch((error) => error)
  expect(problem).toMatchObject({ kind: 'invalid' })
  expect(Object.keys(problem.fields)).toEqual([field])
})
