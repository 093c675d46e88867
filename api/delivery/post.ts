import { and, count, eq, isNull, lte, sql } from 'drizzle-orm'
import { events, incidents, updates, updateTranslations } from '../../db/schema.ts'
import type { Language } from '../../db/vocabulary.ts'
import type { Text } from '../../emails/incidentUpdate.ts'
import type { PageFacts } from '../../emails/layout.ts'
import type { Message, Personal } from '../../emails/message.ts'
import type { Voice } from '../../emails/voice.ts'
import type { Context } from '../context/context.ts'
import { gist, toHtml, toText } from '../context/text.ts'

/** An event that is to be told, the page that tells it, and in which language. */
export type Asked = {
  ctx: Context
  event: typeof events.$inferSelect
  page: PageFacts
  /** What the page's own people write in, where a text does not say. */
  pageLanguage: string
  language: Language
  /** That language, in the page's zone. */
  voice: Voice
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
export async function postOf({ ctx, event, page }: Pick<Asked, 'ctx' | 'event' | 'page'>): Promise<Post | undefined> {
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
export async function subjectOf(ctx: Context, { id, name }: Pick<Incident, 'id' | 'name'>): Promise<string> {
  const was = sql<string | null>`${events.before} ->> 'name'`
  const [first] = await ctx.db.read
    .select({ name: was })
    .from(events)
    .where(and(eq(events.incidentId, id), eq(events.kind, 'incident.changed'), sql`${was} is not null`))
    .orderBy(events.id)
    .limit(1)
  return first?.name ?? name
}

/** The text of an update: its translation into the reader's language, or the original, and which of them it is. */
export async function textOf({ ctx, language }: Pick<Asked, 'ctx' | 'language'>, update: Update): Promise<Text> {
  if (update.language === language) return said(update.body, update.format, language)
  const mine = and(eq(updateTranslations.updateId, update.id), eq(updateTranslations.language, language))
  const [translation] = await ctx.db.read.select().from(updateTranslations).where(mine)
  if (translation) return said(translation.body, 'markdown', language)
  return said(update.body, update.format, update.language)
}

function said(body: string, format: Update['format'], language: string): Text {
  return { html: toHtml(body, format), text: toText(body, format), gist: gist(body, format), language }
}
