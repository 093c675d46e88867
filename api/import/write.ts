import { eq, inArray } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/open.ts'
import { claims, incidentComponents, incidents, maintenances, updateComponents, updates } from '../../db/schema.ts'
import type { Claim } from '../components/claims.ts'
import { type Context, refOf } from '../context/context.ts'
import { impactReached } from '../incidents/impact.ts'
import type { Planned } from './plan.ts'
import type { PlannedUpdate } from './planUpdates.ts'

/** What of a chunk stands in our tables already: the incidents, and of each update which incident it belongs to. */
export type Present = { incidents: Map<string, { imported: boolean }>; updates: Map<string, string> }

export async function presentOf(reader: Pick<Reader, 'select'>, chunk: readonly Planned[]): Promise<Present> {
  const ids = chunk.map(({ source }) => source.id)
  const updateIds = chunk.flatMap((planned) => planned.updates.map(({ id }) => id))
  const known = await reader
    .select({ id: incidents.id, from: incidents.importedFrom })
    .from(incidents)
    .where(inArray(incidents.id, ids))
  const posts = new Map<string, string>()
  for (const some of slices(updateIds))
    for (const row of await reader
      .select({ id: updates.id, incidentId: updates.incidentId })
      .from(updates)
      .where(inArray(updates.id, some)))
      posts.set(row.id, row.incidentId)
  return { incidents: new Map(known.map(({ id, from }) => [id, { imported: from !== null }])), updates: posts }
}

/** A new incident with all that belongs to it, its times as given. */
export async function insertIncident(
  tx: Tx,
  ctx: Context,
  planned: Planned,
  fresh: readonly PlannedUpdate[],
): Promise<void> {
  const { source, kind, status, startedAt, resolvedAt } = planned
  const createdAt = source.created_at ?? startedAt
  const of = (wanted: string) => planned.updates.find((update) => update.status === wanted)?.displayAt ?? null
  await tx.insert(incidents).values({
    id: source.id,
    kind,
    name: source.name,
    status,
    ...impactOf(planned),
    startedAt,
    createdAt,
    updatedAt: source.updated_at ?? planned.updates.at(-1)?.displayAt ?? createdAt,
    identifiedAt: of('identified'),
    monitoringAt: source.monitoring_at ?? of('monitoring'),
    resolvedAt,
    importedFrom: 'statuspage',
  })
  if (kind === 'maintenance') await insertWindow(tx, planned)
  await insertClaims(tx, ctx, planned)
  await insertUpdates(tx, ctx, planned, fresh)
}

async function insertWindow(tx: Tx, { source, startedAt, resolvedAt }: Planned) {
  const scheduledFor = source.scheduled_for ?? startedAt
  const completedAt = resolvedAt ?? source.scheduled_until ?? scheduledFor
  await tx.insert(maintenances).values({
    incidentId: source.id,
    scheduledFor,
    scheduledUntil: source.scheduled_until ?? completedAt,
    timeZone: 'UTC',
    autoBegin: false,
    autoComplete: false,
    beganAt: scheduledFor,
    completedAt,
  })
}

/** The source's impact; as an override where its states, or their absence, would say something else. */
export function impactOf(planned: Planned) {
  if (planned.kind === 'maintenance') return { impact: 'maintenance', impactOverride: null } as const
  const impact = planned.source.impact ?? 'none'
  const reached = impactReached(planned.spans as unknown as Claim[], planned.attached)
  return { impact, impactOverride: reached === impact ? null : impact }
}

export async function insertUpdates(
  tx: Tx,
  ctx: Context,
  planned: Planned,
  fresh: readonly PlannedUpdate[],
): Promise<void> {
  const incidentId = planned.source.id
  const attached = planned.attached.map((componentId, position) => ({ incidentId, componentId, position }))
  for (const rows of slices(attached)) await tx.insert(incidentComponents).values(rows).onConflictDoNothing()
  const posts = fresh.map((update) => ({
    id: update.id,
    originId: update.id,
    incidentId,
    status: update.status,
    body: update.body,
    format: 'html' as const,
    language: 'en',
    displayAt: update.displayAt,
    createdAt: update.createdAt,
    author: refOf(ctx.actor),
    notify: update.notified,
  }))
  for (const rows of slices(posts)) await tx.insert(updates).values(rows)
  const states = fresh.flatMap(({ id, affected }) =>
    affected.map(({ code, name, oldState, newState }, position) => ({
      updateId: id,
      componentId: code,
      name,
      oldState,
      newState,
      position,
    })),
  )
  for (const rows of slices(states)) await tx.insert(updateComponents).values(rows)
}

async function insertClaims(tx: Tx, ctx: Context, planned: Planned) {
  const because = { cause: planned.kind, causeId: planned.source.id }
  const rows = planned.spans.map((span) => ({ ...span, ...because, createdAt: ctx.now() }))
  for (const some of slices(rows)) await tx.insert(claims).values(some)
}

/** The claims of an incident that got new updates: a span that lasts longer than we knew replaces the one that we had. */
export async function renewClaims(tx: Tx, ctx: Context, planned: Planned): Promise<number> {
  const { kind: cause, source } = planned
  const standing = (await tx.select().from(claims).where(eq(claims.causeId, source.id))).filter(
    (claim) => !claim.replacedAt,
  )
  let added = 0
  for (const span of planned.spans) {
    const same = standing.find(
      (claim) =>
        claim.componentId === span.componentId && claim.state === span.state && +claim.beganAt === +span.beganAt,
    )
    if (same?.endedAt && +same.endedAt === +span.endedAt) continue
    await tx
      .insert(claims)
      .values({ ...span, cause, causeId: source.id, replaces: same?.id ?? null, createdAt: ctx.now() })
    if (same) await tx.update(claims).set({ replacedAt: ctx.now() }).where(eq(claims.id, same.id))
    added++
  }
  return added
}

/** One statement holds a limited number of values. */
function slices<T>(rows: readonly T[], size = 500): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => rows.slice(n * size, (n + 1) * size))
}
