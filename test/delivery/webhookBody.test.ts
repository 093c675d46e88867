import { afterEach, beforeEach, expect, test } from 'vitest'
import { setComponentState } from '../../api/components/setComponentState.ts'
import { newsOf } from '../../api/delivery/news.ts'
import { webhookBody } from '../../api/delivery/webhookBody.ts'
import { lapsePromise } from '../../api/incidents/lapsePromise.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { due } from '../../db/schema.ts'
import { type Hooked, hookedWorld } from './hooked.ts'

let w: Hooked
beforeEach(async () => {
  w = await hookedWorld()
})
afterEach(() => w.close())

const outage = (more: object = {}) =>
  openIncident(w.as('mara'), {
    name: 'Checkout fails <b>',
    body: 'Nobody can **pay** & we look.',
    components: [{ id: w.components.checkout, state: 'major_outage' }],
    ...more,
  })

// biome-ignore lint/suspicious/noExplicitAny: the message as a receiver sees it, before anybody has checked it
const bodyOf = async (): Promise<any> => {
  const news = await newsOf(w.ctx, await w.newestEvent())
  return news && JSON.parse(JSON.stringify(await webhookBody(w.ctx, news)))
}

test('every key of the format is there', async () => {
  await outage()
  const { incident } = await bodyOf()
  const named = `backfilled created_at impact impact_override monitoring_at postmortem_body postmortem_body_last_updated_at
    postmortem_ignored postmortem_notified_subscribers postmortem_notified_twitter postmortem_published_at resolved_at
    scheduled_auto_completed scheduled_auto_in_progress scheduled_for scheduled_remind_prior scheduled_reminded_at
    scheduled_until shortlink status updated_at id page_id name incident_updates components`
  expect(Object.keys(incident)).toEqual(expect.arrayContaining(named.split(/\s+/)))
  const update = 'body created_at display_at id incident_id status twitter_updated_at updated_at wants_twitter_update'
  expect(Object.keys(incident.incident_updates[0])).toEqual(expect.arrayContaining(update.split(' ')))
})

test('maintenance, component and post-mortem have their shapes', async () => {
  const window = { scheduledFor: '2026-03-05T10:00:00Z', scheduledUntil: '2026-03-05T11:00:00Z' }
  await scheduleMaintenance(w.as('mara'), { name: 'Move', body: 'Work.', components: [w.components.search], ...window })
  expect(await bodyOf()).toMatchObject({
    meta: { event: 'maintenance.scheduled' },
    incident: {
      status: 'scheduled',
      impact: 'maintenance',
      scheduled_for: '2026-03-05T11:00:00.000+01:00',
      scheduled_until: '2026-03-05T12:00:00.000+01:00',
      scheduled_auto_in_progress: true,
    },
  })
  await setComponentState(w.as('mara'), { id: w.components.search, state: 'partial_outage', notify: true })
  expect(await bodyOf()).toMatchObject({
    component: { id: w.components.search, name: 'Search', status: 'partial_outage' },
    component_update: {
      id: expect.stringMatching(/^[a-z0-9]{12}$/),
      old_status: 'operational',
      new_status: 'partial_outage',
      component_type: 'Component',
      component_id: w.components.search,
    },
  })
  const incidentId = await outage()
  await postUpdate(w.as('mara'), { incidentId, status: 'resolved', body: 'Over.' })
  await publishPostmortem(w.as('mara'), { incidentId, title: 'Why', body: 'A *disk* was full.' })
  expect(await bodyOf()).toMatchObject({
    incident: {
      status: 'postmortem',
      postmortem_body: 'A disk was full.',
      postmortem_published_at: expect.any(String),
      postmortem_notified_subscribers: true,
    },
  })
})

test('a missed promise says what was promised, and of what', async () => {
  const id = await outage({ nextUpdateBy: '2026-03-01T09:30:00Z' })
  w.clock.set('2026-03-01T09:30:00Z')
  const tasks = await w.ctx.db.read.select().from(due)
  for (const task of tasks) if (task.kind === 'promise') await lapsePromise(w.as('clock'), task)
  expect(await bodyOf()).toMatchObject({
    meta: { event: 'promise.lapsed' },
    promise: {
      kind: 'update',
      by: '2026-03-01T10:30:00.000+01:00',
      lapsed_at: '2026-03-01T10:30:00.000+01:00',
      kept_at: null,
      incident_id: id,
      incident_name: 'Checkout fails <b>',
      shortlink: `https://status.harbour.example/incidents/${id}`,
    },
  })
})

test('a message stays under 20,000 bytes; what is cut is the oldest, and said to be cut', async () => {
  const incidentId = await outage({ body: `First. ${'ü'.repeat(2000)}` })
  for (let n = 0; n < 12; n++) await postUpdate(w.as('mara'), { incidentId, body: `Number ${n}. ${'ü'.repeat(2000)}` })
  const many = await bodyOf()
  expect(Buffer.byteLength(JSON.stringify(many))).toBeLessThan(19_800)
  expect(many.meta.truncated).toBe(true)
  expect(many.incident.incident_updates[0].body).toMatch(/^Number 11\. ü{2000}$/)
  expect(many.incident.incident_updates.length).toBeLessThan(6)
  await postUpdate(w.as('mara'), { incidentId, body: '<&'.repeat(12_000) })
  const long = await bodyOf()
  expect(Buffer.byteLength(JSON.stringify(long))).toBeLessThan(19_800)
  expect(long.incident.incident_updates).toHaveLength(1)
  expect(long.incident.incident_updates[0].body).toMatch(/^(&lt;&amp;)+(&lt;)?…$/)
})
