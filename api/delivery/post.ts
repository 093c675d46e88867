import { and, count, eq, isNull, lte, sql } from 'drizzle-orm'
import { events, incidents, updates } from '../../db/schema.ts'
import type { Language } from '../../db/vocabulary.ts'
import type { PageFacts } from '../../emails/layout.ts'
import type { Message, Personal } from '../../emails/message.ts'
import type { Context } from '../context/context.ts'
import { gist, toHtml, toText } from '../context/text.ts'
import type { Times } from '../reads/times.ts'

/** An event that is to be told, and the page that tells it. */
export type Asked = {
  ctx: Context
  event: typeof events.$inferSelect
  language: Language
  page: PageFacts
  timeZone: string
}

/** Writes the mail; only what is its reader's own is missing. */
export type Write = (personal: Personal) => Message

type Update = typeof updates.$inferSelect
type Incident = typeof incidents.$inferSelect

export type Post = {
  update: Update
  incident: Incident
  /** 1 for the first of its incident. */
  number: number
  /** The name that the incident was opened with. */
  subject: string
  url: string
}

/** The post that an event is about, in its newest wording; undefined when it was withdrawn. */
export async function postOf({ ctx, event, page }: Asked): Promise<Post | undefined> {
  const { read } = ctx.db
  const { updateId = '' } = event.after as { updateId?: string }
  const origin = read.select({ id: updates.originId }).from(updates).where(eq(updates.id, updateId))
  const [update] = await read
    .select()
    .from(updates)
    .where(and(eq(updates.originId, origin), isNull(updates.replacedAt)))
  const [incident] = await read
    .select()
    .from(incidents)
    .where(eq(incidents.id, event.incidentId ?? ''))
  if (!update || !incident || update.retractedAt) return undefined
  const upTo = lte(updates.displayAt, update.displayAt)
  const earlier = and(eq(updates.incidentId, incident.id), isNull(updates.replaces), upTo)
  const [number] = await read.select({ is: count() }).from(updates).where(earlier)
  const url = `${page.url}/incidents/${incident.id}`
  return { update, incident, number: number?.is ?? 1, subject: await subjectOf(ctx, incident), url }
}

/** A mail client takes a new subject for a new conversation, so a later name changes no subject. */
async function subjectOf(ctx: Context, { id, name }: Incident): Promise<string> {
  const was = sql<string | null>`${events.before} ->> 'name'`
  const [first] = await ctx.db.read
    .select({ name: was })
    .from(events)
    .where(and(eq(events.incidentId, id), eq(events.kind, 'incident.changed'), sql`${was} is not null`))
    .orderBy(events.id)
    .limit(1)
  return first?.name ?? name
}

export function textsOf({ body, format }: Update) {
  return { html: toHtml(body, format), text: toText(body, format), gist: gist(body, format) }
}

/** "14:40 CET", with its day when that is another one. */
export function clockAt(times: Times, at: Date): string {
  return `${times.on(at).text} ${times.zoneWord(at)}`
}
