import { and, asc, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm'
import {
  components,
  incidentComponents,
  incidents,
  maintenances,
  page,
  postmortems,
  promises,
  publications,
  updateComponents,
  updates,
} from '../../db/schema.ts'
import { claimedStates, shownStates } from '../components/claims.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { cursorAfter, type Page, readCursor } from './cursor.ts'

/** The page's own settings, as the admin API gives them. */
export async function readPageSettings(ctx: Context) {
  const [row] = await ctx.db.read.select().from(page)
  if (!row) throw missing('page')
  const { branding: _, ...settings } = row
  return { ...settings, url: ctx.config.publicUrl }
}

/** Every component and group that is not retired, in order, with the state that is shown. */
export async function readComponents(ctx: Context) {
  const rows = await ctx.db.read
    .select()
    .from(components)
    .where(isNull(components.retiredAt))
    .orderBy(asc(components.position), asc(components.id))
  const shown = await shownStates(ctx.db.read)
  return rows.map((row) => (row.isGroup ? row : { ...row, state: shown.get(row.id) ?? 'operational' }))
}

/** @throws missing */
export async function readComponent(ctx: Context, id: string) {
  const row = (await readComponents(ctx)).find((one) => one.id === id)
  if (!row) throw missing('component')
  return row
}

/**
 * Incidents or maintenances, newest start first, without their updates.
 * @param asked.limit 1 to 100
 */
export async function listIncidents(
  ctx: Context,
  kind: 'incident' | 'maintenance',
  asked: { limit: number; after?: string | undefined },
): Promise<Page<typeof incidents.$inferSelect>> {
  const from = asked.after ? readCursor(asked.after) : undefined
  const older =
    from && or(lt(incidents.startedAt, from.at), and(eq(incidents.startedAt, from.at), lt(incidents.id, from.id)))
  const rows = await ctx.db.read
    .select()
    .from(incidents)
    .where(and(eq(incidents.kind, kind), older))
    .orderBy(desc(incidents.startedAt), desc(incidents.id))
    .limit(asked.limit + 1)
  const items = rows.slice(0, asked.limit)
  const last = items.at(-1)
  return { items, next: rows.length > asked.limit && last ? cursorAfter(last.startedAt, last.id) : null }
}

/**
 * One incident or maintenance whole: updates newest first, with what replaced them; components with the state it claims.
 * @throws missing
 */
export async function readIncident(ctx: Context, id: string, kind: 'incident' | 'maintenance') {
  const [row] = await ctx.db.read
    .select()
    .from(incidents)
    .leftJoin(maintenances, eq(maintenances.incidentId, incidents.id))
    .where(and(eq(incidents.id, id), eq(incidents.kind, kind)))
  if (!row) throw missing(kind)
  const { incidentId: _, ...plan } = row.maintenances ?? { incidentId: id }
  return {
    ...row.incidents,
    ...plan,
    url: `${ctx.config.publicUrl}/incidents/${id}`,
    components: await attachedComponents(ctx, id, kind),
    updates: await readUpdates(ctx, id),
  }
}

async function attachedComponents(ctx: Context, incidentId: string, kind: 'incident' | 'maintenance') {
  const claimed = await claimedStates(ctx.db.read, { cause: kind, causeId: incidentId })
  const rows = await ctx.db.read
    .select({ id: components.id, name: components.name })
    .from(incidentComponents)
    .innerJoin(components, eq(components.id, incidentComponents.componentId))
    .where(eq(incidentComponents.incidentId, incidentId))
    .orderBy(asc(components.position))
  return rows.map((row) => ({ ...row, state: claimed.get(row.id) ?? 'operational' }))
}

async function readUpdates(ctx: Context, incidentId: string) {
  const rows = await ctx.db.read
    .select()
    .from(updates)
    .where(eq(updates.incidentId, incidentId))
    .orderBy(desc(updates.displayAt), desc(updates.createdAt))
  const ids = rows.map((row) => row.id)
  const changes = ids.length
    ? await ctx.db.read.select().from(updateComponents).where(inArray(updateComponents.updateId, ids))
    : []
  return rows.map((row) => ({
    ...row,
    components: changes
      .filter((one) => one.updateId === row.id)
      .map(({ componentId, name, oldState, newState }) => ({ id: componentId, name, oldState, newState })),
  }))
}

/** @throws missing */
export async function readUpdate(ctx: Context, id: string) {
  const [row] = await ctx.db.read.select().from(updates).where(eq(updates.id, id))
  if (!row) throw missing('update')
  return row
}

/** The working copy and what is published of an incident's post-mortem. */
export async function readPostmortem(ctx: Context, incidentId: string) {
  await readIncident(ctx, incidentId, 'incident')
  const [draft] = await ctx.db.read.select().from(postmortems).where(eq(postmortems.incidentId, incidentId))
  const published = await ctx.db.read
    .select()
    .from(publications)
    .where(eq(publications.incidentId, incidentId))
    .orderBy(desc(publications.publishedAt))
  const [promise] = await ctx.db.read
    .select({ by: promises.by, lapsedAt: promises.lapsedAt, keptAt: promises.keptAt })
    .from(promises)
    .where(and(eq(promises.incidentId, incidentId), eq(promises.kind, 'postmortem'), isNull(promises.withdrawnAt)))
    .orderBy(desc(promises.madeAt))
    .limit(1)
  return {
    incidentId,
    promise: promise ?? null,
    url: published.length > 0 ? `${ctx.config.publicUrl}/reports/${incidentId}` : null,
    draft: draft ? { title: draft.draftTitle, body: draft.draftBody, updatedAt: draft.draftUpdatedAt } : null,
    publications: published,
  }
}
