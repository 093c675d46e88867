import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { components, searchTexts } from '../../db/schema.ts'
import { type Impact, impacts } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { excerptOf, matchOf, type Piece, type Term, termsOf } from '../context/searchWords.ts'
import { type EntryView, entryView, spanOf } from './entries.ts'
import { type PageView, readPage } from './pageView.ts'
import { type Story, storiesOf } from './stories.ts'
import type { Moment, Times } from './times.ts'

export type Asked = { q?: string | null; component?: string | null; impact?: string | null }

/** One incident or maintenance in which something was found. */
export type Found = {
  entry: EntryView
  title: Piece[]
  day: Moment
  /** Where it was found, newest first: two passages at most. */
  passages: { href: string; at: Moment; part: 'incident' | 'update' | 'report'; pieces: Piece[] }[]
}

export type SearchView = {
  page: PageView
  /** What was typed, as far as it was used. */
  q: string
  component: string | undefined
  impact: Impact | undefined
  /** Whether anything that can be looked for was typed. */
  asked: boolean
  found: Found[]
  /** More was found than is shown. */
  more: boolean
}

/** Passages looked at, however many there are. */
const mostHits = 2000
/** Incidents shown. */
const mostFound = 25

/**
 * What was typed, looked for in all that is public: names, updates in every language, reports. Newest first.
 * @param asked anything at all; a component or an impact that does not exist is not asked for
 */
export async function readSearch(ctx: Context, asked: Asked): Promise<SearchView> {
  const { page, times } = await readPage(ctx)
  const q = (asked.q ?? '').slice(0, 200).toWellFormed().trim()
  const component = await knownComponent(ctx, asked.component)
  const impact = impacts.find((one) => one === asked.impact)
  const terms = termsOf(q)
  const hits = terms.length > 0 ? await hitsOf(ctx, terms, { component, impact }) : []
  const byIncident = Map.groupBy(hits, ({ incidentId }) => incidentId)
  const shown = [...byIncident].slice(0, mostFound)
  const stories = new Map(
    (
      await storiesOf(
        ctx.db.read,
        shown.map(([id]) => id),
      )
    ).map((story) => [story.row.id, story]),
  )
  const texts = await textsOf(
    ctx,
    shown.flatMap(([, theirs]) => theirs.slice(0, 6).map(({ id }) => id)),
  )
  const found = shown.flatMap(([id, theirs]) => {
    const story = stories.get(id)
    return story
      ? foundIn(
          story,
          times,
          terms,
          theirs.flatMap((hit) => texts.get(hit.id) ?? []),
        )
      : []
  })
  return { page, q, component, impact, asked: terms.length > 0, found, more: byIncident.size > mostFound }
}

type Text = typeof searchTexts.$inferSelect

function foundIn(story: Story, times: Times, terms: Term[], texts: Text[]): Found {
  const { from } = spanOf(story)
  const entry = entryView(story, times.dayKey(from), times)
  const seen = new Set<string>()
  const passages = texts.flatMap((text): Found['passages'] => {
    const pieces = seen.has(text.ref + text.part) ? undefined : excerptOf(text.text, terms)
    if (!pieces) return []
    seen.add(text.ref + text.part)
    const href = text.part === 'report' ? `/reports/${entry.id}` : `${entry.href}#${text.ref}`
    const at = times.date(new Date(Math.floor(text.id / 1000)))
    return [{ href: text.part === 'incident' ? entry.href : href, at, part: text.part, pieces }]
  })
  return {
    entry,
    title: excerptOf(entry.name, terms, 1000) ?? [{ text: entry.name, found: false }],
    day: times.date(from),
    passages: passages.slice(0, 2),
  }
}

type Hit = { id: number; incidentId: string }
type Filter = { component: string | undefined; impact: Impact | undefined }

/** The full-text table gives them newest first as it goes, so that what there is beyond costs nothing. */
async function hitsOf(ctx: Context, terms: Term[], { component, impact }: Filter): Promise<Hit[]> {
  const ofComponent = component
    ? sql`and exists (select 1 from incident_components c where c.incident_id = i.id and c.component_id = ${component})`
    : sql``
  const ofImpact = impact ? sql`and coalesce(i.impact_override, i.impact) = ${impact}` : sql``
  return ctx.db.read.all<Hit>(sql`
    select t.id as id, t.incident_id as incidentId
    from (select rowid as at from search_words where search_words match ${matchOf(terms)}
          order by rowid desc limit ${mostHits}) hit
    join search_texts t on t.id = hit.at
    join incidents i on i.id = t.incident_id ${ofComponent} ${ofImpact}
    order by t.id desc`)
}

async function textsOf(ctx: Context, ids: number[]): Promise<Map<number, Text>> {
  const rows = await ctx.db.read.select().from(searchTexts).where(inArray(searchTexts.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** The id, where it is that of a component or group that stands. */
async function knownComponent(ctx: Context, id: string | null | undefined): Promise<string | undefined> {
  if (!id) return undefined
  const [row] = await ctx.db.read
    .select({ id: components.id })
    .from(components)
    .where(and(eq(components.id, id), isNull(components.retiredAt)))
  return row?.id
}
