import { and, eq, isNull } from 'drizzle-orm'
import { postmortems, publications } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { conflict, missing } from '../context/problems.ts'
import { toHtml } from '../context/text.ts'
import { isActive, lasted, worstStance } from './incidentView.ts'
import { one, type Typed } from './manageTyped.ts'
import { readPage } from './pageView.ts'
import { storiesOf } from './stories.ts'
import type { Moment } from './times.ts'
import { listed, type Stance } from './words.ts'

export type ReportDesk = {
  incident: { id: string; href: string; name: string; stance: Stance; started: Moment; lasted: string | undefined }
  affected: string
  componentIds: string[]
  title: string
  body: string
  html: string
  kept: Moment | undefined
  published: { at: Moment; href: string; title: string; body: string } | undefined
  /** Customers were told by when to expect it. */
  promise: { by: Moment; day: string; overdue: boolean } | undefined
  /** The posts of the incident, oldest first: what the report is written from. */
  story: { at: Moment; html: string }[]
}

/**
 * The customer-facing summary of a resolved incident: its draft, what is published, and what it is written from.
 * @param typed what stands in the form, where it was posted
 * @throws missing; conflict while the incident runs
 */
export async function readReportDesk(ctx: Context, id: string, typed: Typed): Promise<ReportDesk> {
  const { times } = await readPage(ctx)
  const [story] = await storiesOf(ctx.db.read, [id])
  if (story?.row.kind !== 'incident') throw missing('incident')
  if (isActive(story)) throw conflict('incident-running', 'The report is written when the incident is resolved.')
  const [[draft], [published]] = await Promise.all([
    ctx.db.read.select().from(postmortems).where(eq(postmortems.incidentId, id)),
    ctx.db.read
      .select()
      .from(publications)
      .where(and(eq(publications.incidentId, id), isNull(publications.replacedAt))),
  ])
  const { row } = story
  const promise = story.promises.findLast((one) => one.kind === 'postmortem' && !one.keptAt && !one.withdrawnAt)
  const title = one(typed, 'title') || draft?.draftTitle || published?.title || row.name
  const body = Object.hasOwn(typed, 'body') ? one(typed, 'body') : (draft?.draftBody ?? published?.body ?? '')
  return {
    incident: {
      id,
      href: `/manage/incidents/${id}`,
      name: row.name,
      stance: worstStance(story),
      started: times.whole(row.startedAt),
      lasted: lasted(story),
    },
    affected: listed(story.components.map(({ name }) => name)),
    componentIds: story.components.map((one) => one.id),
    title,
    body,
    html: toHtml(body, 'markdown'),
    kept: draft?.draftUpdatedAt ? times.on(draft.draftUpdatedAt) : undefined,
    published: published && {
      at: times.on(published.publishedAt),
      href: `/reports/${id}`,
      title: published.title,
      body: published.body,
    },
    promise: promise && {
      by: times.date(promise.by),
      day: times.dayKey(promise.by),
      overdue: promise.by <= ctx.now(),
    },
    story: story.updates
      .filter((update) => !update.replacedAt && !update.retractedAt)
      .map((update) => ({ at: times.on(update.displayAt), html: toHtml(update.body, update.format) }))
      .reverse(),
  }
}
