import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { publications } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { gist, toHtml } from '../context/text.ts'
import { spanOf } from './entries.ts'
import { lasted, worstStance } from './incidentView.ts'
import { type PageView, readPage } from './pageView.ts'
import { type Story, storiesOf } from './stories.ts'
import type { Moment, Times } from './times.ts'
import { listed } from './words.ts'

export type ReportLine = { href: string; title: string; published: Moment; incident: string; gist: string }
export type ReportsView = { page: PageView; reports: ReportLine[] }

export type ReportView = {
  page: PageView
  title: string
  href: string
  html: string
  published: Moment
  /** What was changed since, newest first; each with the text that stood before. */
  corrections: { at: Moment; note: string; earlier: { title: string; html: string } }[]
  incident: { href: string; name: string; date: Moment }
  facts: { term: string; value: string }[]
}

type Publication = typeof publications.$inferSelect

/** Every published post-mortem, newest first. */
export async function readReports(ctx: Context): Promise<ReportsView> {
  const { page, times } = await readPage(ctx)
  const standing = await ctx.db.read
    .select()
    .from(publications)
    .where(isNull(publications.replacedAt))
    .orderBy(desc(publications.publishedAt))
  const stories = await storiesOf(
    ctx.db.read,
    standing.map(({ incidentId }) => incidentId),
  )
  const told = new Map(stories.map((story) => [story.row.id, story]))
  const lines = standing.flatMap((one) => {
    const story = told.get(one.incidentId)
    if (!story?.report) return []
    const at = story.report.publishedAt
    const line = {
      href: `/reports/${one.incidentId}`,
      title: one.title,
      published: times.date(at),
      incident: story.row.name,
      gist: gist(one.body, one.format, 220),
    }
    return { at, line }
  })
  return { page, reports: lines.sort((a, b) => +b.at - +a.at).map(({ line }) => line) }
}

/**
 * One published post-mortem as it stands now.
 * @param id the incident's, or that of any version of the text
 * @throws missing when nothing was published under it
 */
export async function readReport(ctx: Context, id: string): Promise<ReportView> {
  const { page, times } = await readPage(ctx)
  const versions = await versionsOf(ctx, id)
  const newest = versions.at(-1)
  const [story] = await storiesOf(ctx.db.read, newest ? [newest.incidentId] : [])
  if (!newest || !story) throw missing('report')
  return {
    page,
    title: newest.title,
    href: `/reports/${newest.incidentId}`,
    html: toHtml(newest.body, newest.format),
    published: times.fullDate((versions[0] as Publication).publishedAt),
    corrections: correctionsOf(versions, times),
    incident: { href: `/incidents/${story.row.id}`, name: story.row.name, date: times.fullDate(spanOf(story).from) },
    facts: factsOf(story),
  }
}

/** Every version of one report, oldest first. */
async function versionsOf(ctx: Context, id: string): Promise<Publication[]> {
  const { read } = ctx.db
  const [named] = await read
    .select({ incidentId: publications.incidentId })
    .from(publications)
    .where(eq(publications.id, id))
  return read
    .select()
    .from(publications)
    .where(and(eq(publications.incidentId, named?.incidentId ?? id)))
    .orderBy(asc(publications.publishedAt), asc(publications.id))
}

function correctionsOf(versions: Publication[], times: Times): ReportView['corrections'] {
  const corrections = versions.slice(1).map((version, index) => {
    const before = versions[index] as Publication
    return {
      at: times.date(version.publishedAt),
      note: version.note ?? '',
      earlier: { title: before.title, html: toHtml(before.body, before.format) },
    }
  })
  return corrections.reverse()
}

/** What the claims and updates say of the incident, so that nobody has to type it. */
function factsOf(story: Story): ReportView['facts'] {
  const time = lasted(story)
  const components = new Set(story.claims.map(({ componentId }) => componentId))
  const names = story.components.filter(({ id }) => components.has(id)).map(({ name }) => name)
  const written = story.updates.filter(({ replacedAt }) => !replacedAt).length
  return [
    ...(time ? [{ term: 'from start to end', value: time }] : []),
    { term: 'at worst', value: worstStance(story).word },
    ...(names.length > 0
      ? [{ term: names.length > 3 ? 'components affected' : listed(names), value: String(names.length) }]
      : []),
    { term: written === 1 ? 'update written' : 'updates written', value: String(written) },
  ]
}
