import { and, asc, count, inArray, isNotNull } from 'drizzle-orm'
import { subscribers } from '../../db/schema.ts'
import { type EndpointKind, endpointKinds, type SubscriberState } from '../../db/vocabulary.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { type Choosable, readChoosable } from './choosable.ts'
import { cursorAfter } from './cursor.ts'
import { type EndpointRow, listEndpoints, readEndpoint } from './endpoints.ts'
import { readSubscriberDesk, type SubscriberDesk } from './manageSubscriber.ts'
import { type Span, spanSince } from './manageTimes.ts'
import { readPage } from './pageView.ts'
import type { Moment, Times } from './times.ts'
import { channelWord } from './words.ts'

/** A webhook or chat as the panel lists it. */
export type EndpointLine = {
  id: string
  host: string
  channel: string
  owner: string
  state: string
  lastSuccess: Moment | undefined
  failing: Span | undefined
  failures: number
  lastAnswer: string
}

export type EndpointList = {
  lines: EndpointLine[]
  /** The failing, longest first, where they would be hard to find among the rest. */
  troubled: EndpointLine[]
  next: string | undefined
  /** Told now, and of those the failing. */
  told: number
  failing: number
  all: number
  choosable: Choosable
}

const stateWords: Record<SubscriberState, string> = {
  pending: 'Not confirmed yet',
  active: 'Told',
  paused: 'Paused',
  unsubscribed: 'Ended by its owner',
  suppressed: 'Switched off',
}

const isEndpoint = inArray(subscribers.channel, [...endpointKinds])
const perPage = 50

/** Webhooks and chats, newest first, and how they fare. @param before the number that an earlier page ended with */
export async function readEndpoints(ctx: Context, before?: number): Promise<EndpointList> {
  requireAdministrator(ctx)
  const { times, now } = await readPage(ctx)
  const after = before ? cursorAfter(now, String(before)) : undefined
  const [{ items, next }, counts, failing, choosable] = await Promise.all([
    listEndpoints(ctx, { limit: perPage, after }),
    ctx.db.read
      .select({ state: subscribers.state, n: count() })
      .from(subscribers)
      .where(isEndpoint)
      .groupBy(subscribers.state),
    readFailing(ctx),
    readChoosable(ctx.db.read),
  ])
  const off = before || items.length < 10 ? [] : failing.slice(0, 10)
  const troubled = await Promise.all(off.map(({ id }) => readEndpoint(ctx, id)))
  return {
    troubled: troubled.map((row) => lineOf(row, times, now)),
    lines: items.map((row) => lineOf(row, times, now)),
    next: next ? items.at(-1)?.id : undefined,
    told: counts.find(({ state }) => state === 'active')?.n ?? 0,
    failing: failing.filter(({ offAt }) => !offAt).length,
    all: counts.reduce((sum, { n }) => sum + n, 0),
    choosable,
  }
}

export type EndpointDesk = { row: EndpointRow; line: EndpointLine; desk: SubscriberDesk; choosable: Choosable }

/** One of them, with what was sent to it. @throws missing, for a subscriber by mail too */
export async function readEndpointDesk(
  ctx: Context,
  asked: { id: string; before?: number | undefined },
): Promise<EndpointDesk> {
  requireAdministrator(ctx)
  const { times, now } = await readPage(ctx)
  const row = await readEndpoint(ctx, asked.id)
  const desk = await readSubscriberDesk(ctx, { ...asked, id: Number(asked.id) })
  return { row, line: lineOf(row, times, now), desk, choosable: await readChoosable(ctx.db.read) }
}

/** Those that take no message, longest first: still tried, or switched off for it. */
export async function readFailing(ctx: Context) {
  const failing = and(
    isNotNull(subscribers.failingSince),
    isEndpoint,
    inArray(subscribers.state, ['active', 'suppressed']),
  )
  const rows = await ctx.db.read.select().from(subscribers).where(failing).orderBy(asc(subscribers.failingSince))
  return rows.map(({ id, channel, host, failures, failingSince, suppressedAt }) => ({
    id: String(id),
    channel: channelWord(channel),
    host: host ?? channelWord(channel),
    failures,
    since: failingSince as Date,
    /** When it was switched off. */
    offAt: suppressedAt,
  }))
}

function lineOf(row: EndpointRow, times: Times, now: Date): EndpointLine {
  const channel = channelWord(row.channel as EndpointKind)
  return {
    id: row.id,
    host: row.host ?? channel,
    channel,
    owner: row.owner ?? '',
    state: stateWords[row.state],
    lastSuccess: row.lastSuccess ? times.on(row.lastSuccess) : undefined,
    failing: row.failingSince ? spanSince(row.failingSince, times, now) : undefined,
    failures: row.failures,
    lastAnswer: row.lastAnswer ?? '',
  }
}
