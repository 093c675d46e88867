import type { Context } from '../context/context.ts'
import type { Rendered } from '../edition/answer.ts'
import { readComponents, readIncidents, readMaintenances, readStatus, readSummary } from '../reads/statuspage.ts'
import { publicBytes } from './rendered.ts'

/** Scripts on any site may read it, errors included: embeds and browser extensions do. */
export const anyOrigin: [string, string] = ['Access-Control-Allow-Origin', '*']

const routes: { [path: string]: (ctx: Context) => Promise<unknown> } = {
  'status.json': readStatus,
  'summary.json': readSummary,
  'components.json': readComponents,
  'incidents.json': (ctx) => readIncidents(ctx, 'all'),
  'incidents/unresolved.json': (ctx) => readIncidents(ctx, 'unresolved'),
  'incidents/resolved.json': (ctx) => readIncidents(ctx, 'resolved'),
  'scheduled-maintenances.json': (ctx) => readMaintenances(ctx, 'all'),
  'scheduled-maintenances/upcoming.json': (ctx) => readMaintenances(ctx, 'upcoming'),
  'scheduled-maintenances/active.json': (ctx) => readMaintenances(ctx, 'active'),
}

/** What answers a path under /api/v2, the Statuspage-compatible reads; undefined where there is nothing. */
export function statuspageSource(ctx: Context, path: string): (() => Promise<Rendered>) | undefined {
  const name = path.startsWith('/api/v2/') ? path.slice('/api/v2/'.length) : ''
  const read = Object.hasOwn(routes, name) ? routes[name] : undefined
  return (
    read &&
    (async () =>
      publicBytes(ctx.config, 'application/json; charset=utf-8', JSON.stringify(await read(ctx)), [anyOrigin]))
  )
}
