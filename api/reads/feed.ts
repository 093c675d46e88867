import { and, desc, inArray, isNotNull, max } from 'drizzle-orm'
import { events, page } from '../../db/schema.ts'
import type { EventKind, Status } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { type About, namingAny, readAbout } from './about.ts'
import { type Article, type Publication, readPublications, reportPromiseOf, sectionsOf } from './feedText.ts'
import { type Story, storiesOf, type UpdateRow } from './stories.ts'
import { timesIn } from './times.ts'
import { statusWord } from './words.ts'

/** What every feed is written from. Nothing in it depends on when it is read. */
export type Feed = {
  title: string
  /** The one component or group that it is about; all of them without. */
  about: About | undefined
  name: string
  language: string
  /** The newest public event that a feed tells of. */
  updatedAt: Date
  /** One per post, newest first. */
  items: Post[]
  /** One per incident, the one with the newest event first; and one per post-mortem. */
  entries: (Article & { publishedAt: Date })[]
}

/** A post as programs want to know of it. */
export type Post = Article & { incidentId: string; status: Status; nextUpdateBy: Date | null; components: string[] }

/** What was said to customers, as it happened. Import and backfill are other kinds, so they enter no feed as new. */
const telling: EventKind[] = [
  'incident.opened',
  'incident.updated',
  'incident.resolved',
  'maintenance.scheduled',
  'maintenance.rescheduled',
  'maintenance.begun',
  'maintenance.updated',
  'maintenance.completed',
  'maintenance.cancelled',
  'postmortem.published',
]
const mostItems = 100
const mostEntries = 50

/**
 * The public log as feeds tell it. A feed reader takes an unknown id for news, so only what was posted here stands in it.
 * @param componentId only what names this component, or one of this group
 * @throws missing when there never was such a component
 */
export async function readFeed(ctx: Context, componentId?: string): Promise<Feed> {
  const about = componentId === undefined ? undefined : await readAbout(ctx.db.read, componentId)
  const [own] = await ctx.db.read.select().from(page).limit(1)
  const posts = await newestPosts(ctx, about)
  const ids = [...new Set(posts.map(({ incidentId }) => incidentId))].slice(0, mostEntries)
  const [stories, newest, publications] = await Promise.all([
    storiesOf(ctx.db.read, ids),
    newestEvents(ctx, ids),
    readPublications(ctx.db.read, ids),
  ])
  const desk = { url: ctx.config.publicUrl, times: timesIn(own?.timeZone ?? 'Etc/UTC', new Date(0)), publications }
  const posted = new Set(posts.map(({ updateId }) => updateId))
  const items = stories.flatMap((story) => itemsOf(story, posted, desk)).sort(newestFirst)
  const entries = stories.flatMap((story) => entriesOf(story, newest.get(story.row.id), desk)).sort(newestFirst)
  return {
    title: [`${own?.name ?? 'Status'} Status`, about?.name, 'Incident History'].filter(Boolean).join(' - '),
    about,
    name: own?.name ?? 'Status',
    language: own?.language ?? 'en',
    updatedAt: entries[0]?.at ?? about?.createdAt ?? own?.createdAt ?? new Date(0),
    items: items.slice(0, mostItems),
    entries: entries.slice(0, mostEntries),
  }
}

type Desk = { url: string; times: ReturnType<typeof timesIn>; publications: Map<string, Publication> }

/** The newest public posts: which incident, and which update. */
async function newestPosts(
  ctx: Context,
  about: About | undefined,
): Promise<{ incidentId: string; updateId: string }[]> {
  const rows = await ctx.db.read
    .select({ incidentId: events.incidentId, after: events.after })
    .from(events)
    .where(
      and(isNotNull(events.publicSeq), inArray(events.kind, telling), namingAny(ctx.db.read, about, events.incidentId)),
    )
    .orderBy(desc(events.publicSeq))
    .limit(3 * mostItems)
  return rows.map(({ incidentId, after }) => ({
    incidentId: incidentId ?? '',
    updateId: (after as { updateId?: string } | null)?.updateId ?? '',
  }))
}

async function newestEvents(ctx: Context, ids: string[]): Promise<Map<string, Date>> {
  const rows = await ctx.db.read
    .select({ id: events.incidentId, at: max(events.at) })
    .from(events)
    .where(and(inArray(events.incidentId, ids), isNotNull(events.publicSeq)))
    .groupBy(events.incidentId)
  return new Map(rows.flatMap(({ id, at }) => (id && at ? [[id, at]] : [])))
}

/** One item per post, under the id of the first of its corrections: a corrected post is not a new one. */
function itemsOf(story: Story, posted: Set<string>, desk: Desk): Post[] {
  const standing = story.updates.filter((update) => !update.replacedAt && posted.has(update.originId))
  return standing.map((update) => {
    const guid = `${desk.url}/incidents/${story.row.id}#${update.originId}`
    const report = update.status === 'postmortem' ? desk.publications.get(story.row.id) : undefined
    return {
      guid,
      link: report ? reportUrl(desk, story) : guid,
      title: report ? `Post-mortem: ${report.title}` : `${wordOf(update)}: ${story.row.name}`,
      at: update.displayAt,
      html: report ? report.html : sectionsOf([update], story, desk.times),
      incidentId: story.row.id,
      status: update.status,
      nextUpdateBy: update.retractedAt ? null : update.nextUpdateBy,
      components: story.components.map(({ name }) => name),
    }
  })
}

function entriesOf(story: Story, newest: Date | undefined, desk: Desk): Feed['entries'] {
  const { row, maintenance } = story
  const host = new URL(desk.url).hostname
  const standing = story.updates.filter((update) => !update.replacedAt)
  const entry = {
    guid: `tag:${host},2005:Incident/${row.id}`,
    link: `${desk.url}/incidents/${row.id}`,
    title: row.name,
    at: newest ?? row.updatedAt,
    publishedAt: maintenance ? row.createdAt : row.startedAt,
    html: reportPromiseOf(story, desk.times) + sectionsOf(standing, story, desk.times),
  }
  const report = desk.publications.get(row.id)
  if (!report) return [entry]
  return [
    entry,
    {
      guid: `tag:${host},2005:Report/${row.id}`,
      link: reportUrl(desk, story),
      title: `Post-mortem: ${report.title}`,
      at: report.correctedAt,
      publishedAt: report.publishedAt,
      html: report.html,
    },
  ]
}

function wordOf(update: UpdateRow): string {
  return update.retractedAt ? 'Withdrawn' : statusWord(update.status)
}

const reportUrl = (desk: Desk, story: Story) => `${desk.url}/reports/${story.row.id}`

/** Of two at the same instant, the order is by id, so that it does not change from one reading to the next. */
function newestFirst(a: Article, b: Article): number {
  return +b.at - +a.at || (a.guid < b.guid ? -1 : 1)
}
