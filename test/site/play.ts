import type { z } from 'zod'
import { type OpenIncident, openIncident } from '../../api/incidents/openIncident.ts'
import { type PostUpdate, postUpdate } from '../../api/incidents/postUpdate.ts'
import { postMaintenanceUpdate } from '../../api/maintenance/postMaintenanceUpdate.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import type { Shop } from './shop.ts'

export type States = Record<
  string,
  z.input<typeof PostUpdate>['components'] extends (infer S)[] | undefined
    ? S extends { state: infer T }
      ? T
      : never
    : never
>
type Step = Omit<z.input<typeof PostUpdate>, 'incidentId' | 'components'> & { at: string; states?: States }
type Start = Omit<z.input<typeof OpenIncident>, 'components'> & { at: string; states?: States }

/** Plays one incident through the clock; returns its id and those of its updates. */
export async function play(w: Shop, start: Start, steps: Step[]): Promise<{ id: string; updates: string[] }> {
  const mara = w.as('mara')
  const components = (states: States = {}) =>
    Object.entries(states).map(([short, state]) => ({ id: w.ids[short] ?? short, state }))
  const { at, states, ...opened } = start
  w.clock.set(at)
  const id = await openIncident(mara, { ...opened, components: components(states) })
  const updates: string[] = []
  for (const { at, states, ...step } of steps) {
    w.clock.set(at)
    updates.push(await postUpdate(mara, { incidentId: id, ...step, components: components(states) }))
  }
  return { id, updates }
}

/** Plans a maintenance three days ahead; begins and completes it unless told to leave it. */
export async function maintain(
  w: Shop,
  name: string,
  from: string,
  until: string,
  shorts: string[],
  body: string,
  done = true,
): Promise<string> {
  const mara = w.as('mara')
  const components = shorts.map((short) => w.ids[short] ?? short)
  w.clock.set(new Date(Date.parse(from) - 3 * 86_400_000).toISOString())
  const id = await scheduleMaintenance(mara, { name, body, components, scheduledFor: from, scheduledUntil: until })
  if (!done) return id
  w.clock.set(from)
  await postMaintenanceUpdate(mara, { maintenanceId: id, status: 'in_progress', body: 'We have begun.' })
  w.clock.set(until)
  await postMaintenanceUpdate(mara, {
    maintenanceId: id,
    status: 'completed',
    body: 'Done, a little earlier than planned.',
  })
  return id
}
