import { desc, eq } from 'drizzle-orm'
import { events } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { toHtml } from '../context/text.ts'
import { affectedText } from './incidentView.ts'
import { type Told, toldOf, unopened } from './manageCounts.ts'
import { factOf } from './manageFacts.ts'
import { whoOf } from './manageWho.ts'
import type { Story, UpdateRow } from './stories.ts'
import type { Moment, Times } from './times.ts'
import { statusWord } from './words.ts'

/** What customers read, in the left column; what only we know, in the right. */
export type TimelineEntry = {
  at: Moment
  /** Set on the first entry of a day that is not today. */
  day: string | undefined
  said: Said | undefined
  facts: string[]
}

export type Said = {
  id: string
  word: string
  html: string
  promise: string | undefined
  changes: string
  edited: string | undefined
  withdrawn: boolean
  told: (Told & { href: string }) | undefined
  correctable: boolean
  retractable: boolean
}

type EventRow = typeof events.$inferSelect

/** Everything about an incident or a maintenance, newest first: posts in public words, and the log beside them. */
export async function timelineOf(ctx: Context, story: Story, times: Times): Promise<TimelineEntry[]> {
  const log = await ctx.db.read
    .select()
    .from(events)
    .where(eq(events.incidentId, story.row.id))
    .orderBy(desc(events.id))
  const current = story.updates.filter((update) => !update.replacedAt)
  const [who, told] = await Promise.all([
    whoOf(ctx, [...log.map(({ actor }) => actor), ...current.map(({ author }) => author)]),
    toldOf(
      ctx,
      log.map(({ id }) => id),
    ),
  ])
  const eventOf = new Map(
    log.flatMap((event) => (updateIdOf(event) ? [[updateIdOf(event) as string, event] as const] : [])),
  )
  const posts = current.map((update) => {
    const event = eventOf.get(update.originId)
    const counts = event?.tell === 'list' ? (told.get(event.id) ?? unopened()) : undefined
    const href = `/manage/deliveries/${event?.publicSeq}`
    const said = saidOf(update, story, times, counts && { ...counts, href })
    return { at: update.displayAt, order: event?.id ?? 0, said, facts: besideOf(event, story, who, times) }
  })
  const facts = log.flatMap((event) => {
    if (isPost(event.kind) && event.kind !== 'maintenance.rescheduled') return []
    const fact = factOf(event, { who, times })
    return fact ? [{ at: event.at, order: event.id, said: undefined, facts: [fact] }] : []
  })
  const all = [...posts, ...facts].sort((a, b) => +b.at - +a.at || b.order - a.order)
  return withDays(all, times)
}

function withDays(all: { at: Date; said: Said | undefined; facts: string[] }[], times: Times): TimelineEntry[] {
  let day = times.today
  return all.map(({ at, said, facts }) => {
    const own = times.dayKey(at)
    const first = own !== day
    day = own
    return { at: times.at(at), day: first ? times.date(at).text : undefined, said, facts }
  })
}

/** The kinds of events whose update stands in the timeline by itself. */
const posts = ['incident.opened', 'incident.updated', 'incident.resolved', 'incident.backfilled'] as const
const isPost = (kind: string) => (posts as readonly string[]).includes(kind) || kind.startsWith('maintenance.')

function updateIdOf(event: EventRow): string | undefined {
  return isPost(event.kind) ? (event.after as { updateId?: string } | null)?.updateId : undefined
}

const endings = ['resolved', 'completed', 'cancelled', 'postmortem']

function saidOf(update: UpdateRow, story: Story, times: Times, told: Said['told']): Said {
  const withdrawn = update.retractedAt !== null
  const edited = update.id !== update.originId && !withdrawn ? times.on(update.createdAt).text : undefined
  return {
    id: update.id,
    word: statusWord(update.status),
    html: toHtml(update.body, update.format),
    promise: update.nextUpdateBy ? times.on(update.nextUpdateBy).text : undefined,
    changes: changesOf(update, story),
    edited,
    withdrawn,
    told,
    correctable: !withdrawn,
    retractable: !withdrawn && !endings.includes(update.status),
  }
}

function changesOf(update: UpdateRow, story: Story): string {
  const rows = story.changes.get(update.id) ?? story.changes.get(update.originId) ?? []
  const changed = rows.filter(({ oldState, newState }) => oldState !== newState)
  return affectedText(changed.map(({ name, newState }) => ({ name, state: newState })))
}

/** Who posted it, how bad they found it, and whether that kept a promise. */
function besideOf(
  event: EventRow | undefined,
  { promises }: Story,
  who: (ref: string) => string,
  times: Times,
): string[] {
  if (!event) return []
  const opened = event.kind === 'incident.opened' && factOf(event, { who, times })
  const kept = promises.find((one) => one.keptAt && +one.keptAt === +event.at)
  const late = kept && (kept.lapsedAt || event.at > kept.by)
  const promise = kept && `The promise of ${times.on(kept.by).text} was kept${late ? ', late' : ''}`
  return [[who(event.actor), opened, promise].filter(Boolean).join('. ')]
}
