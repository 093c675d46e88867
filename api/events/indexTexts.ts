import { asc, eq, inArray, isNull, notExists, sql } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { incidents, publications, searchTexts, updates, updateTranslations } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { searchable } from '../context/searchWords.ts'
import { toText } from '../context/text.ts'
import { keep } from './keep.ts'

type Text = { part: 'incident' | 'update' | 'report'; ref: string; at: Date; title: string; text: string }

/** Incidents that were here before anybody could search, in one go. */
const mostAtOnce = 50

/** Makes what can be found of some incidents what is public of them now: called with every public fact about them. */
export async function indexTexts(tx: Tx, incidentIds: readonly string[]): Promise<void> {
  if (incidentIds.length === 0) return
  const wanted = await publicTexts(tx, incidentIds)
  const standing = await tx
    .select()
    .from(searchTexts)
    .where(inArray(searchTexts.incidentId, [...incidentIds]))
  for (const incidentId of incidentIds) {
    const texts = new Map((wanted.get(incidentId) ?? []).map((text) => [keyOf(text), text]))
    for (const row of standing) {
      if (row.incidentId !== incidentId || texts.delete(keyOf(row))) continue
      await tx.run(sql`delete from search_words where rowid = ${row.id}`)
      await tx.delete(searchTexts).where(eq(searchTexts.id, row.id))
    }
    for (const text of texts.values()) await insert(tx, incidentId, text)
  }
}

/** Indexes some of those incidents that never were. Returns how many; 0 when all of them are. */
export async function indexOld(ctx: Context): Promise<number> {
  return keep(ctx, async (tx) => {
    const indexed = tx.select({ id: searchTexts.id }).from(searchTexts).where(eq(searchTexts.incidentId, incidents.id))
    const rows = await tx.select({ id: incidents.id }).from(incidents).where(notExists(indexed)).limit(mostAtOnce)
    await indexTexts(
      tx,
      rows.map(({ id }) => id),
    )
    return rows.length
  })
}

const keyOf = ({ part, ref, title, text }: Omit<Text, 'at'>) => [part, ref, title, text].join('\n')

/** A thousand texts of the same millisecond have room before they would be taken for later ones. */
async function insert(tx: Tx, incidentId: string, { part, ref, at, title, text }: Text): Promise<void> {
  const first = Math.max(0, +at) * 1000
  const id = sql<number>`(select coalesce(max(id) + 1, ${first}) from search_texts where id >= ${first} and id < ${first + 1000})`
  const [row] = await tx
    .insert(searchTexts)
    .values({ id, incidentId, part, ref, title, text })
    .returning({ id: searchTexts.id })
  await tx.run(
    sql`insert into search_words (rowid, title, words) values (${row?.id}, ${searchable(title)}, ${searchable(text)})`,
  )
}

/** What is public of each incident: what it says of itself, every standing update in every language, the report. */
async function publicTexts(tx: Tx, incidentIds: readonly string[]): Promise<Map<string, Text[]>> {
  const ids = [...incidentIds]
  const rows = await tx.select().from(incidents).where(inArray(incidents.id, ids))
  const posts = await tx
    .select()
    .from(updates)
    .where(sql`${inArray(updates.incidentId, ids)} and ${isNull(updates.replacedAt)}`)
    .orderBy(asc(updates.displayAt))
  const theirs = tx
    .select({ id: updates.id })
    .from(updates)
    .where(sql`${inArray(updates.incidentId, ids)} and ${isNull(updates.replacedAt)}`)
  const others = await tx.select().from(updateTranslations).where(inArray(updateTranslations.updateId, theirs))
  const reports = await tx
    .select()
    .from(publications)
    .where(sql`${inArray(publications.incidentId, ids)} and ${isNull(publications.replacedAt)}`)
  const translated = Map.groupBy(others, ({ updateId }) => updateId)
  return new Map(
    rows.map((row) => {
      const { id, name: title } = row
      const about = [row.advice, row.notAffected].filter((text) => text !== null)
      const own = { part: 'incident' as const, ref: id, at: row.startedAt, title }
      const said = posts.flatMap((post) => {
        if (post.incidentId !== id) return []
        const update = { part: 'update' as const, ref: post.originId, at: post.displayAt, title }
        const more = translated.get(post.id) ?? []
        return [
          { ...update, text: toText(post.body, post.format) },
          ...more.map(({ body }) => ({ ...update, text: toText(body, 'markdown') })),
        ]
      })
      const learned = reports.flatMap((report) => {
        if (report.incidentId !== id) return []
        const text = `${report.title}\n\n${toText(report.body, report.format)}`
        return [{ part: 'report' as const, ref: id, at: report.publishedAt, title, text }]
      })
      return [id, [{ ...own, text: about.map((text) => toText(text, 'markdown')).join('\n\n') }, ...said, ...learned]]
    }),
  )
}
