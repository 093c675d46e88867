import { and, count, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm'
import { events, incidents, maintenances, promises, subscribers } from '../../db/schema.ts'
import { shownStates } from '../components/claims.ts'
import type { Context } from '../context/context.ts'
import { plannedIds, standingComponents } from './homeRows.ts'
import { type MaintenanceView, maintenanceView } from './maintenanceView.ts'
import { sumOf, type Told, toldSince } from './manageCounts.ts'
import { type Owed, owedCompletions, owedEndpoints, owedReports, owedUpdates } from './manageOwed.ts'
import { type Running, readRunning } from './manageShell.ts'
import { type Span, spanUntil } from './manageTimes.ts'
import { whoOf } from './manageWho.ts'
import { readPage } from './pageView.ts'
import { storiesOf } from './stories.ts'
import { numberWord, type Stance, stanceOf } from './words.ts'

export type OverviewView = {
  sentence: string
  date: string
  clock: string
  running: Running[]
  ahead: (MaintenanceView & { begins: Span })[]
  owed: Owed[]
  /** Of the last 24 hours. */
  told: Told
  troubled: { name: string; stance: Stance }[]
  working: number
  facts: { term: string; value: string }[]
  /** What a newcomer does next: on an empty page, set it up; in the demo, post and then read the mail. */
  first: 'setUp' | 'post' | 'read' | undefined
}

const day = 86_400_000

/** What is running, what is owed, and whether people are being told. */
export async function readOverview(ctx: Context): Promise<OverviewView> {
  const { times, now, page } = await readPage(ctx)
  const since = new Date(+now - 30 * day)
  const [running, planned, told, components, shown, facts, owed, failing, first] = await Promise.all([
    withAuthors(ctx, await readRunning(ctx)),
    plannedIds(ctx.db.read),
    toldSince(ctx, new Date(+now - day)),
    standingComponents(ctx.db.read),
    shownStates(ctx.db.read),
    factsSince(ctx, since),
    owedReports(ctx, times),
    owedEndpoints(ctx, times, now),
    page.demo ? firstTask(ctx) : undefined,
  ])
  const stories = await storiesOf(ctx.db.read, planned)
  const leaves = components.filter((one) => !one.isGroup)
  const troubled = leaves.filter((one) => (shown.get(one.id) ?? 'operational') !== 'operational')
  return {
    sentence: sentenceOf(running),
    date: page.date,
    clock: times.at(now).text,
    running,
    ahead: stories.map((story) => {
      const from = story.maintenance?.scheduledFor ?? story.row.startedAt
      return { ...maintenanceView(story, times), begins: spanUntil(from, times, now) }
    }),
    owed: [...owedUpdates(running), ...owedCompletions(stories, times, now), ...owed, ...failing],
    told: sumOf(told),
    troubled: troubled.map((one) => ({ name: one.name, stance: stanceOf(shown.get(one.id) ?? 'operational') })),
    working: leaves.length - troubled.length,
    facts,
    first: leaves.length === 0 ? 'setUp' : first,
  }
}

async function withAuthors(ctx: Context, running: Running[]): Promise<Running[]> {
  const who = await whoOf(
    ctx,
    running.flatMap((one) => one.lastPost?.author ?? []),
  )
  return running.map((one) => ({
    ...one,
    lastPost: one.lastPost && { ...one.lastPost, author: who(one.lastPost.author) },
  }))
}

function sentenceOf(running: Running[]): string {
  const [first] = running
  if (!first) return 'Nothing is running.'
  const many =
    running.length === 1 ? 'One incident is running.' : `${upper(numberWord(running.length))} incidents are running.`
  if (!first.promise) return `${many} No next update is promised.`
  if (first.promise.overdue) return `${many} The next update is ${first.promise.words}.`
  return `${many} The next update is due ${first.promise.words}.`
}

async function factsSince(ctx: Context, since: Date) {
  const reader = ctx.db.read
  const [[opened], [kept], [active], [planned]] = await Promise.all([
    reader
      .select({ n: count() })
      .from(incidents)
      .where(and(eq(incidents.kind, 'incident'), gte(incidents.startedAt, since))),
    reader
      .select({ all: count(), kept: sql<number>`sum(${promises.keptAt} <= ${promises.by})` })
      .from(promises)
      .where(and(gte(promises.madeAt, since), lt(promises.by, ctx.now()), isNull(promises.withdrawnAt))),
    reader.select({ n: count() }).from(subscribers).where(eq(subscribers.state, 'active')),
    reader.select({ n: count() }).from(maintenances).where(gte(maintenances.scheduledFor, since)),
  ])
  const all = kept?.all ?? 0
  return [
    { term: 'Incidents', value: String(opened?.n ?? 0) },
    { term: 'Maintenance windows', value: String(planned?.n ?? 0) },
    { term: 'Promises kept', value: all === 0 ? 'none was due' : `${kept?.kept ?? 0} of ${all}` },
    { term: 'Confirmed subscribers', value: (active?.n ?? 0).toLocaleString('en') },
  ]
}

/** Post first, then read what was sent; done once somebody has posted and looked. */
async function firstTask(ctx: Context): Promise<'post' | 'read' | undefined> {
  const mine = await ctx.db.read
    .select({ at: events.at })
    .from(events)
    .where(and(eq(events.tell, 'list'), sql`${events.actor} like 'person:%'`))
    .orderBy(desc(events.id))
    .limit(1)
  const [posted] = mine
  if (!posted) return 'post'
  return +ctx.now() - +posted.at < 3600_000 ? 'read' : undefined
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
