import type { Context } from '../context/context.ts'
import type { Rendered } from '../edition/answer.ts'
import { readComponents, readIncidents, readMaintenances, readStatus, readSummary } from '../reads/statuspage.ts'
import { readHistoryJson, readIncidentJson } from '../reads/statuspageHistory.ts'
import { orMissing, publicBytes } from './rendered.ts'

type Read = (ctx: Context) => Promise<unknown>

const routes: { [path: string]: Read } = {
  '/api/v2/status.json': readStatus,
  '/api/v2/summary.json': readSummary,
  '/api/v2/components.json': readComponents,
  '/api/v2/incidents.json': (ctx) => readIncidents(ctx, 'all'),
  '/api/v2/incidents/unresolved.json': (ctx) => readIncidents(ctx, 'unresolved'),
  '/api/v2/incidents/resolved.json': (ctx) => readIncidents(ctx, 'resolved'),
  '/api/v2/scheduled-maintenances.json': (ctx) => readMaintenances(ctx, 'all'),
  '/api/v2/scheduled-maintenances/upcoming.json': (ctx) => readMaintenances(ctx, 'upcoming'),
  '/api/v2/scheduled-maintenances/active.json': (ctx) => readMaintenances(ctx, 'active'),
}

/** What answers the Statuspage-compatible reads; undefined where there is nothing. @param path `history.json` with its page */
export function statuspageSource(ctx: Context, path: string): (() => Promise<Rendered>) | undefined {
  const read = readOf(path)
  const type = 'application/json; charset=utf-8'
  return read && (() => orMissing(ctx, async () => publicBytes(ctx.config, type, JSON.stringify(await read(ctx)))))
}

function readOf(path: string): Read | undefined {
  if (Object.hasOwn(routes, path)) return routes[path]
  const incident = /^\/incidents\/([a-z0-9]{1,64})\.json$/.exec(path)?.[1]
  if (incident) return (ctx) => readIncidentJson(ctx, incident)
  const number = /^\/history\.json(?:\?page=([1-9]\d{0,3}))?$/.exec(path)
  return number ? (ctx) => readHistoryJson(ctx, Number(number[1] ?? 1)) : undefined
}

/** The one parameter that a public answer depends on: which page of `history.json`; empty for the first, and everywhere else. */
export function pageOf(path: string, query: string): string {
  if (path !== '/history.json') return ''
  const number = /(?:^|&)page=0*([1-9]\d{0,3})(?:&|$)/.exec(query)?.[1] ?? '1'
  return number === '1' ? '' : `?page=${number}`
}
