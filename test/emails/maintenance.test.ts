import { afterEach, beforeEach, expect, test } from 'vitest'
import { cancelMaintenance } from '../../api/maintenance/cancelMaintenance.ts'
import { rescheduleMaintenance } from '../../api/maintenance/rescheduleMaintenance.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
  await w.subscriber('sam@example.org')
})
afterEach(() => w.close())

test('a maintenance is announced, moved and called off in one conversation', async () => {
  const maintenanceId = await scheduleMaintenance(w.as('mara'), {
    name: 'Moving the order database',
    body: 'Orders pause for some minutes.',
    components: [w.components.checkout, w.components.payments],
    scheduledFor: new Date('2026-03-28T22:00:00Z'),
    scheduledUntil: new Date('2026-03-28T22:45:00Z'),
  })
  const first = await newest()
  expect(first.text).toMatch(/^Planned: Moving the order database\n/)
  expect(first.text).toContain('When\n  Saturday 28 March 2026, 23:00 – 23:45 CET\n')
  expect(first.text).toContain('Affected\n  Checkout\n  Payments\n')

  const window = { scheduledFor: new Date('2026-03-29T22:00:00Z'), scheduledUntil: new Date('2026-03-30T00:00:00Z') }
  await rescheduleMaintenance(w.as('mara'), { maintenanceId, ...window, body: 'One day later.' })
  const second = await newest()
  expect(second.text).toMatch(/^Moved: /)
  expect(second.text).toContain('When\n  Monday 30 March 2026, 00:00 – 02:00 CEST\n')
  expect(second.text).toContain('Before it moved\n  Saturday 28 March 2026, 23:00 – 23:45 CET\n')

  await cancelMaintenance(w.as('mara'), { maintenanceId, body: 'Not needed any more.' })
  const third = await newest()
  expect(third.text).toMatch(/^Cancelled: /)
  for (const later of [second, third])
    expect(later.headers).toMatchObject({
      References: first.headers['Message-ID'],
      Subject: 'Moving the order database',
    })
})

async function newest() {
  await w.deliverAll()
  const mail = w.mailbox('sam@example.org').at(-1)
  if (!mail) throw new Error('Sam got nothing.')
  return mail
}
