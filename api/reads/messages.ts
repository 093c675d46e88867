import { and, desc, eq, lt } from 'drizzle-orm'
import { components, events, incidents } from '../../db/schema.ts'
import type { EventKind } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { cursorAfter, type Page, readCursor } from './cursor.ts'
import { countsOf, type FanOut, fanOutsOf } from './manageCounts.ts'

/** What was told to a list: one per post. Named by its public version, because event ids are never shown. */
export type MessageRow = {
  id: number
  version: number
  kind: EventKind
  at: Date
  notBefore: Date | null
  incidentId: string | null
  area: 'incident' | 'maintenance' | null
  /** Of the incident, or of the component whose state was set. */
  name: string
}

/** Newest first. @param asked.before the id that an earlier page ended with */
export async function messageRows(
  ctx: Context,
  asked: { limit: number; before?: number | undefined; incidentId?: string | undefined },
): Promise<MessageRow[]> {
  const wanted = and(
    eq(events.tell, 'list'),
    asked.before ? lt(events.id, asked.before) : undefined,
    asked.incidentId ? eq(events.incidentId, asked.incidentId) : undefined,
  )
  return (await selected(ctx, wanted).orderBy(desc(events.id)).limit(asked.limit)).map(named)
}

/** @throws missing when nothing was told to a list then */
export async function messageOf(ctx: Context, version: number): Promise<MessageRow> {
  const [row] = await selected(ctx, and(eq(events.publicSeq, version), eq(events.tell, 'list')))
  if (!row) throw missing('message')
  return named(row)
}

function selected(ctx: Context, wanted: ReturnType<typeof and>) {
  const { id, publicSeq, kind, at, notBefore, incidentId } = events
  return ctx.db.read
    .select({
      ...{ id, kind, at, notBefore, incidentId },
      version: publicSeq,
      area: incidents.kind,
      incident: incidents.name,
      component: components.name,
    })
    .from(events)
    .leftJoin(incidents, eq(incidents.id, events.incidentId))
    .leftJoin(components, eq(components.id, events.subject))
    .where(wanted)
}

type Selected = Awaited<ReturnType<typeof selected>>[number]

function named({ incident, component, version, ...row }: Selected): MessageRow {
  return { ...row, version: version ?? 0, name: incident ?? component ?? '' }
}

/** Every message with its counters, for the admin API. */
export async function listMessages(ctx: Context, asked: { limit: number; after?: string | undefined }) {
  const before = asked.after ? Number(readCursor(asked.after).id) : undefined
  const rows = await messageRows(ctx, { limit: asked.limit + 1, before })
  const shown = rows.slice(0, asked.limit)
  const fans = await fanOutsOf(
    ctx,
    shown.map(({ id }) => id),
  )
  const last = shown.at(-1)
  const items = shown.map((row) =>
    messageView(
      row,
      fans.filter(({ eventId }) => eventId === row.id),
      ctx.now(),
    ),
  )
  const next = rows.length > asked.limit && last ? cursorAfter(last.at, String(last.id)) : null
  return { items, next } satisfies Page<object>
}

/** @throws missing */
export async function readMessageView(ctx: Context, version: number) {
  const row = await messageOf(ctx, version)
  return messageView(row, await fanOutsOf(ctx, [row.id]), ctx.now())
}

function messageView({ id: _, area: __, ...row }: MessageRow, fans: FanOut[], now: Date) {
  return { ...row, channels: fans.map((fan) => channelView(fan, now)) }
}

function channelView(fan: FanOut, now: Date) {
  const { channel, expandedAt, firstSettledAt, lastSettledAt, resentAt, foldedAt } = fan
  const { lost, all, expanding: _, pace, ...counts } = countsOf(fan, now)
  const moving = pace?.kind === 'moving' ? pace : undefined
  const estimate = moving && { perSecond: rounded(moving.perSecond), secondsLeft: Math.ceil(moving.secondsLeft) }
  return {
    channel,
    ...counts,
    notReached: lost,
    addressed: all,
    estimate: estimate ?? null,
    ...{ expandedAt, firstSettledAt, lastSettledAt, resentAt, foldedAt },
  }
}

const rounded = (rate: number) => Math.round(rate * 10) / 10
