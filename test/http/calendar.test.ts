import ICAL from 'ical.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addComponent } from '../../api/components/addComponent.ts'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { cancelMaintenance } from '../../api/maintenance/cancelMaintenance.ts'
import { postMaintenanceUpdate } from '../../api/maintenance/postMaintenanceUpdate.ts'
import { rescheduleMaintenance } from '../../api/maintenance/rescheduleMaintenance.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { incidents } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { bytes, minute, open, page } from './feedReader.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const window = { scheduledFor: '2026-03-29T00:30:00Z', scheduledUntil: '2026-03-29T01:30:00Z' }

function plan(name: string, component: string = w.components.search) {
  const input = { name, body: 'Search is *read-only*.\n\nNothing is lost.', components: [component], ...window }
  return scheduleMaintenance(w.as('mara'), input)
}

async function events(path = '/maintenance.ics'): Promise<ICAL.Event[]> {
  const calendar = new ICAL.Component(ICAL.parse(await bytes(w, path)))
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
}

const only = async (path?: string) => (await events(path))[0] as ICAL.Event
const stampOf = (event: ICAL.Event) => String(event.component.getFirstPropertyValue('dtstamp'))
const statusOf = (event: ICAL.Event) => event.component.getFirstPropertyValue('status')

it('holds a maintenance with its window, its text and a way to its page', async () => {
  const id = await plan('Larger disks')
  const event = await only()
  expect(event.uid).toBe(`${id}@harbourpage0`)
  expect(event.summary).toBe('Harbour Books: Larger disks')
  expect(event.startDate.toJSDate().toISOString()).toBe('2026-03-29T00:30:00.000Z')
  expect(event.endDate.toJSDate().toISOString()).toBe('2026-03-29T01:30:00.000Z')
  expect(event.description).toBe(
    `Search is read-only.\n\nNothing is lost.\n\nConcerns: Search.\n\n${page}/incidents/${id}`,
  )
  expect(event.component.getFirstPropertyValue('url')).toBe(`${page}/incidents/${id}`)
  expect([statusOf(event), event.sequence, stampOf(event)]).toEqual(['CONFIRMED', 0, '2026-03-01T09:00:00Z'])
})

it('keeps the name of an event while everything else of it changes, and says that it changed', async () => {
  const id = await plan('Larger disks')
  const { uid } = await only()
  w.clock.advance(minute)
  await rescheduleMaintenance(w.as('mara'), {
    maintenanceId: id,
    scheduledFor: '2026-03-30T02:00:00Z',
    scheduledUntil: '2026-03-30T03:00:00Z',
    body: 'A day later.',
  })
  const moved = await only()
  expect([moved.uid, moved.sequence, stampOf(moved)]).toEqual([uid, 1, '2026-03-01T09:01:00Z'])
  expect(moved.startDate.toJSDate().toISOString()).toBe('2026-03-30T02:00:00.000Z')
  w.clock.advance(minute)
  await postMaintenanceUpdate(w.as('mara'), { maintenanceId: id, body: 'Bring a coat.' })
  expect(await only()).toMatchObject({ uid, sequence: 2, description: expect.stringContaining('Bring a coat.') })
  w.clock.advance(minute)
  await cancelMaintenance(w.as('mara'), { maintenanceId: id, body: 'Not today.' })
  const cancelled = await only()
  expect([cancelled.uid, cancelled.sequence, statusOf(cancelled)]).toEqual([uid, 3, 'CANCELLED'])
})

it('is the same bytes until something is said, whatever is written down inside', async () => {
  await plan('Larger disks')
  const incidentId = await open(w, 'Something else')
  const before = await bytes(w, '/maintenance.ics')
  w.clock.advance(400 * 86_400_000)
  await changeIncident(w.as('mara'), { incidentId, severity: 'SEV1' })
  await postUpdate(w.as('mara'), { incidentId, body: 'It still fails.' })
  expect(await bytes(w, '/maintenance.ics')).toBe(before)
})

it('exists for each component and group alone', async () => {
  const group = await addComponent(w.as('ada'), { name: 'Shop', isGroup: true })
  const basket = await addComponent(w.as('ada'), { name: 'Basket', groupId: group })
  await plan('Search work')
  await plan('Basket work', basket)
  const summaries = async (id: string) =>
    (await events(`/components/${id}/maintenance.ics`)).map(({ summary }) => summary)
  expect(await summaries(w.components.search)).toEqual(['Harbour Books: Search work'])
  expect(await summaries(basket)).toEqual(['Harbour Books: Basket work'])
  expect(await summaries(group)).toEqual(['Harbour Books: Basket work'])
  expect(await summaries(w.components.payments)).toEqual([])
})

it('carries hostile text as text', async () => {
  await plan('Larger disks')
  const hostile = `BEGIN:VEVENT\r\nEND:VCALENDAR;,\\n "x" \u0008\ufffe\ud800 \u{1F4A5} ${'long '.repeat(2000)}`
  await w.ctx.db.write('urgent', (tx) => tx.update(incidents).set({ name: hostile }))
  const text = await bytes(w, '/maintenance.ics')
  expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
  const [event, ...others] = await events()
  expect(others).toEqual([])
  expect(event?.summary).toBe(
    `Harbour Books: BEGIN:VEVENT END:VCALENDAR;,\\n "x" \ufffd \u{1F4A5} ${'long '.repeat(2000)}`,
  )
})
