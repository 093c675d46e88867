import { and, asc, count, eq, isNull, ne } from 'drizzle-orm'
import type { openDatabase } from '../../db/open.ts'
import { claims, deliveries, events, fanOuts, incidents, updates } from '../../db/schema.ts'

type SourceUpdate = { id: string; status: string; body: string; display_at: string; created_at: string }
export type SourceIncident = {
  id: string
  name: string
  status: string
  impact: string
  started_at: string
  created_at: string
  resolved_at: string | null
  incident_updates: SourceUpdate[]
}
export type Source = { incidents: SourceIncident[] }

type Db = Awaited<ReturnType<typeof openDatabase>>

/** What stands in the database, beside what the file says. */
export async function compare({ read }: Db, source: Source) {
  const rows = new Map((await read.select().from(incidents)).map((row) => [row.id, row]))
  const posts = await read.select().from(updates).orderBy(asc(updates.displayAt), asc(updates.createdAt))
  const byIncident = Map.groupBy(posts, ({ incidentId }) => incidentId)
  const known = new Set(posts.map(({ id }) => id))
  const all = source.incidents.flatMap(({ incident_updates }) => incident_updates)
  const number = async (query: Promise<{ n: number }[]>) => (await query)[0]?.n ?? 0
  return {
    incidents: rows.size,
    updates: posts.length,
    missingIncidents: source.incidents.filter(({ id }) => !rows.has(id)).length,
    missingUpdates: all.filter(({ id }) => !known.has(id)).length,
    differences: source.incidents
      .flatMap((given) => differencesOf(given, rows.get(given.id), byIncident.get(given.id) ?? []))
      .slice(0, 20),
    endBeforeStart: [...rows.values()].filter(({ startedAt, resolvedAt }) => resolvedAt && resolvedAt < startedAt)
      .length,
    shownAtAnotherTime: posts.filter(({ displayAt, createdAt }) => +displayAt !== +createdAt).length,
    mostUpdates: Math.max(0, ...[...byIncident.values()].map((some) => some.length)),
    longestText: Math.max(0, ...all.map(({ body }) => body.length)),
    claims: await number(read.select({ n: count() }).from(claims)),
    openClaims: await number(
      read
        .select({ n: count() })
        .from(claims)
        .where(and(isNull(claims.endedAt), isNull(claims.replacedAt))),
    ),
    negativeClaims: (await read.select().from(claims)).filter(({ beganAt, endedAt }) => endedAt && endedAt <= beganAt)
      .length,
    events: await number(read.select({ n: count() }).from(events)),
    told: await number(read.select({ n: count() }).from(events).where(ne(events.tell, 'nobody'))),
    deliveries:
      (await number(read.select({ n: count() }).from(deliveries))) +
      (await number(read.select({ n: count() }).from(fanOuts))),
    imported: await number(read.select({ n: count() }).from(events).where(eq(events.kind, 'incident.imported'))),
  }
}

type Row = typeof incidents.$inferSelect
type Post = typeof updates.$inferSelect

/** Ids, times, states, order and every word. */
function differencesOf(given: SourceIncident, row: Row | undefined, posts: Post[]): string[] {
  if (!row) return []
  const found: string[] = []
  const same = (what: string, a: unknown, b: unknown) => {
    if (a !== b) found.push(`${given.id} ${what}: ${a} is not ${b}`)
  }
  same('name', row.name, given.name)
  same('status', row.status, given.status)
  same('impact', row.impact, given.impact)
  same('start', row.startedAt.toISOString(), given.started_at)
  same('creation', row.createdAt.toISOString(), given.created_at)
  same('end', row.resolvedAt?.toISOString() ?? null, given.resolved_at)
  same(
    'order',
    posts.map(({ id }) => id).join(),
    given.incident_updates
      .map(({ id }) => id)
      .toReversed()
      .join(),
  )
  for (const update of given.incident_updates) {
    const post = posts.find(({ id }) => id === update.id)
    if (!post) continue
    same(`${post.id} status`, post.status, update.status)
    same(`${post.id} time`, post.displayAt.toISOString(), update.display_at)
    same(`${post.id} creation`, post.createdAt.toISOString(), update.created_at)
    same(`${post.id} words`, wordsOf(post.body), wordsOf(update.body))
  }
  return found
}

/** A text without its markup, its blanks and how its signs are spelled. */
function wordsOf(html: string): string {
  return html
    .replace(/<\/?(ul|ol|li|strong|em|a|p|br|code|pre)\b[^<>]*>/g, '')
    .replace(/\\r\\n|\s/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
