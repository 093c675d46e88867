import { feedSource } from '../../api/http/feeds.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import type { World } from '../world.ts'
import { parse } from './xml.ts'

export const page = 'https://status.harbour.example'
export const minute = 60_000

export async function bytes(w: World, path: string): Promise<string> {
  return String((await feedSource(w.ctx, path)?.())?.body)
}

export const rss = async (w: World) =>
  parse(await bytes(w, '/history.rss'))
    .one('rss')
    .one('channel')
export const atom = async (w: World) => parse(await bytes(w, '/history.atom')).one('feed')

export function open(w: World, name: string) {
  const components = [{ id: w.components.search, state: 'major_outage' as const }]
  return openIncident(w.as('mara'), { name, body: 'It fails.', components })
}

export async function resolved(w: World, name: string) {
  const id = await open(w, name)
  w.clock.advance(minute)
  await resolveIncident(w.as('mara'), { incidentId: id, body: 'Over.' })
  w.clock.advance(minute)
  return id
}
