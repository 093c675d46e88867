import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Reader } from '../../db/open.ts'
import {
  claims,
  components,
  incidentComponents,
  incidents,
  maintenances,
  promises,
  publications,
  updateComponents,
  updates,
  updateTranslations,
} from '../../db/schema.ts'

export type UpdateRow = typeof updates.$inferSelect
export type ChangeRow = typeof updateComponents.$inferSelect
export type PromiseRow = typeof promises.$inferSelect
export type ClaimRow = typeof claims.$inferSelect
export type MaintenanceRow = typeof maintenances.$inferSelect

/** Everything public about one incident or maintenance, as rows. */
export type Story = {
  row: typeof incidents.$inferSelect
  maintenance: MaintenanceRow | undefined
  /** The language that it was begun in: of its name, and of what stands beside its updates. */
  language: string | undefined
  /** Every version of every update, newest first; its text and `language` those of a translation, where one was wanted and is there. */
  updates: UpdateRow[]
  /** What each update did to components, by the update's id. */
  changes: Map<string, ChangeRow[]>
  claims: ClaimRow[]
  components: { id: string; name: string }[]
  promises: PromiseRow[]
  /** The post-mortem as it stands now, if one was published. */
  report: { id: string; title: string; publishedAt: Date } | undefined
}

/**
 * Several incidents with all that belongs to them, in a few queries however many they are. In the order of `ids`.
 * @param language of whoever reads; without it, updates are as they were written
 */
export async function storiesOf(reader: Reader, ids: readonly string[], language?: string): Promise<Story[]> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const [rows, windows, posts, changed, claimed, attached, promised, published, translated] = await Promise.all([
    reader.select().from(incidents).where(inArray(incidents.id, wanted)),
    reader.select().from(maintenances).where(inArray(maintenances.incidentId, wanted)),
    updatesOf(reader, wanted),
    changesOf(reader, wanted),
    claimsOf(reader, wanted),
    componentsOf(reader, wanted),
    reader.select().from(promises).where(inArray(promises.incidentId, wanted)).orderBy(asc(promises.by)),
    reportsOf(reader, wanted),
    translationsOf(reader, wanted, language),
  ])
  const found = new Map(rows.map((row) => [row.id, row]))
  const of = <T extends { incidentId: string }>(all: T[]) => Map.groupBy(all, (one) => one.incidentId)
  const [window, post, promise, component, report] = [of(windows), of(posts), of(promised), of(attached), of(published)]
  const claim = Map.groupBy(claimed, (one) => one.causeId)
  const changes = Map.groupBy(changed, (one) => one.updateId)

  return wanted.flatMap((id) => {
    const row = found.get(id)
    if (!row) return []
    return {
      row,
      maintenance: window.get(id)?.[0],
      language: post.get(id)?.at(-1)?.language,
      updates: (post.get(id) ?? []).map((update) => ({ ...update, ...translated.get(update.id) })),
      changes,
      claims: claim.get(id) ?? [],
      components: component.get(id) ?? [],
      promises: promise.get(id) ?? [],
      report: report.get(id)?.[0],
    }
  })
}

function updatesOf(reader: Reader, ids: string[]): Promise<UpdateRow[]> {
  return reader
    .select()
    .from(updates)
    .where(inArray(updates.incidentId, ids))
    .orderBy(desc(updates.displayAt), desc(updates.createdAt), desc(sql`rowid`))
}

/** Translations into a language, by update, as what they put in the place of the original. */
async function translationsOf(reader: Reader, ids: string[], language: string | undefined) {
  if (!language) return new Map<string, Pick<UpdateRow, 'body' | 'format' | 'language'>>()
  const rows = await reader
    .select({ id: updates.id, body: updateTranslations.body, original: updates.language })
    .from(updateTranslations)
    .innerJoin(updates, eq(updates.id, updateTranslations.updateId))
    .where(and(inArray(updates.incidentId, ids), eq(updateTranslations.language, language)))
  const theirs = rows.filter(({ original }) => original !== language)
  return new Map(theirs.map(({ id, body }) => [id, { body, format: 'markdown' as const, language }]))
}

function changesOf(reader: Reader, ids: string[]): Promise<ChangeRow[]> {
  const theirs = reader.select({ id: updates.id }).from(updates).where(inArray(updates.incidentId, ids))
  return reader
    .select()
    .from(updateComponents)
    .where(inArray(updateComponents.updateId, theirs))
    .orderBy(asc(updateComponents.position))
}

function claimsOf(reader: Reader, ids: string[]): Promise<ClaimRow[]> {
  return reader
    .select()
    .from(claims)
    .where(
      and(inArray(claims.cause, ['incident', 'maintenance']), inArray(claims.causeId, ids), isNull(claims.replacedAt)),
    )
    .orderBy(asc(claims.beganAt), asc(claims.id))
}

function componentsOf(reader: Reader, ids: string[]) {
  return reader
    .select({ incidentId: incidentComponents.incidentId, id: components.id, name: components.name })
    .from(incidentComponents)
    .innerJoin(components, eq(components.id, incidentComponents.componentId))
    .where(inArray(incidentComponents.incidentId, ids))
    .orderBy(asc(incidentComponents.position), asc(components.position))
}

/** The newest version of each published post-mortem, with the time it was first published. */
async function reportsOf(reader: Reader, ids: string[]) {
  const all = await reader
    .select({
      incidentId: publications.incidentId,
      title: publications.title,
      publishedAt: publications.publishedAt,
      replacedAt: publications.replacedAt,
    })
    .from(publications)
    .where(inArray(publications.incidentId, ids))
    .orderBy(asc(publications.publishedAt))
  const first = new Map<string, Date>()
  for (const one of all) if (!first.has(one.incidentId)) first.set(one.incidentId, one.publishedAt)
  return all
    .filter((one) => !one.replacedAt)
    .map((one) => ({
      incidentId: one.incidentId,
      id: one.incidentId,
      title: one.title,
      publishedAt: first.get(one.incidentId) as Date,
    }))
}
