import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { publications } from '../../db/schema.ts'
import { type ComponentState, worstOf } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { gist, toHtml } from '../context/text.ts'
import { spanOf } from './entries.ts'
import { lasted } from './incidentView.ts'
import { type PageView, readPage } from './pageView.ts'
import { type ClaimRow, type Story, storiesOf } from './stories.ts'
import type { Moment, Times } from './times.ts'
import type { Voice } from './voice.ts'

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
  /** "CEST", as it was then. */
  zone: string
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
      gist: opening(one),
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
    html: raised(toHtml(newest.body, newest.format)),
    published: times.fullDate((versions[0] as Publication).publishedAt),
    corrections: correctionsOf(versions, times),
    incident: { href: `/incidents/${story.row.id}`, name: story.row.name, date: times.fullDate(spanOf(story).from) },
    zone: times.zoneWord(spanOf(story).from),
    facts: factsOf(story, times.voice),
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
function factsOf(story: Story, voice: Voice): ReportView['facts'] {
  const { facts: terms } = voice.words.history
  const facts: ReportView['facts'] = []
  const worst = worstOf(story.claims.map(({ state }) => state))
  const inWorst = voice.duration(timeIn(story.claims, worst))
  const time = lasted(story, voice)
  if (worst !== 'operational' && inWorst) facts.push({ term: terms.inState(voice.stateWithin(worst)), value: inWorst })
  if (time) facts.push({ term: terms.startToEnd, value: time })
  const affected = new Set(story.claims.map(({ componentId }) => componentId)).size
  if (affected > 0) facts.push({ term: terms.components(affected), value: voice.number(affected) })
  const written = story.updates.filter(({ replacedAt, status }) => !replacedAt && status !== 'postmortem').length
  return [...facts, { term: terms.updates(written), value: voice.number(written) }]
}

/** How long at least one component was in a state, in milliseconds. */
function timeIn(claims: ClaimRow[], state: ComponentState): number {
  const spans = claims.flatMap((claim) =>
    claim.state === state && claim.endedAt ? [[+claim.beganAt, +claim.endedAt] as const] : [],
  )
  let [time, until] = [0, 0]
  for (const [from, to] of spans.sort(([a], [b]) => a - b)) {
    time += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return time
}

/** Headings one level up until the first level under the title is in use, however the author began. */
function raised(html: string): string {
  if (/<h2[ >]/.test(html) || !/<h[3-6][ >]/.test(html)) return html
  return raised(html.replace(/<(\/?)h([3-6])(?=[ >])/g, (_, end, level) => `<${end}h${Number(level) - 1}`))
}

/** The first words of the first paragraph, headings left out. */
function opening({ body, format }: Publication): string {
  const blocks = format === 'markdown' ? body.split(/\n\s*\n/) : [body]
  return gist(blocks.find((block) => !/^\s*#/.test(block)) ?? body, format, 220)
}
