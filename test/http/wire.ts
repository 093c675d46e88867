import { statuspageSource } from '../../api/http/statuspage.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import type { World } from '../world.ts'

// biome-ignore lint/suspicious/noExplicitAny: the answer as a client sees it, before anybody has checked it
export type Json = any

export async function text(w: World, name: string): Promise<string> {
  const source = statuspageSource(w.ctx, `/api/v2/${name}`)
  return String((await source?.())?.body)
}

export async function get(w: World, name: string): Promise<Json> {
  return JSON.parse(await text(w, name))
}

export function open(w: World, name: string, component: string) {
  return openIncident(w.as('mara'), { name, body: 'It fails.', components: [{ id: component, state: 'major_outage' }] })
}

export function plan(w: World, name: string) {
  const window = { scheduledFor: '2026-03-05T10:00:00Z', scheduledUntil: '2026-03-05T11:00:00Z' }
  return scheduleMaintenance(w.as('mara'), { name, body: 'Work.', components: [w.components.search], ...window })
}

export const idsOf = (list: Json[]) => list.map(({ id }) => id)
export const namesOf = (list: Json[]) => list.map(({ name }) => name)
