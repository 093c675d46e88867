import { afterEach, beforeEach, expect, it } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { newestPaths, publicPaths } from '../../api/reads/publicPaths.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

it('names every public page once, with the time at which it last changed', async () => {
  const mara = w.as('mara')
  const incidentId = await openIncident(mara, { name: 'Search fails', body: 'It fails.' })
  w.clock.advance(3_600_000)
  await resolveIncident(mara, { incidentId, body: 'It works.' })
  const at = w.ctx.now()
  const plan = await scheduleMaintenance(mara, {
    name: 'New disks',
    body: 'We change disks.',
    scheduledFor: '2026-05-01T01:00:00Z',
    scheduledUntil: '2026-05-01T02:00:00Z',
    components: [w.components.search],
  })
  const paths = await publicPaths(w.ctx)
  const month = `/history/${at.toISOString().slice(0, 7)}`
  expect(paths.map(({ path }) => path).sort()).toEqual(
    [
      ...['/', '/history', '/reports', '/uptime', month, `/incidents/${incidentId}`, `/incidents/${plan}`],
      ...Object.values(w.components).flatMap((id) => [`/components/${id}`, `/history/component/${id}`]),
    ].sort(),
  )
  expect(paths.find(({ path }) => path === month)?.changedAt).toEqual(at)
  expect(paths.find(({ path }) => path === '/reports')?.changedAt).toBeUndefined()
})

it('has the pages of what is running and planned prepared, and not of what is over', async () => {
  const mara = w.as('mara')
  const over = await openIncident(mara, { name: 'Search fails', body: 'It fails.' })
  await resolveIncident(mara, { incidentId: over, body: 'It works.' })
  const running = await openIncident(mara, { name: 'Checkout fails', body: 'It fails.' })
  expect(await newestPaths(w.ctx)).toEqual(['/', `/incidents/${running}`, '/history'])
})
