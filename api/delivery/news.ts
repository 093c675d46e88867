import { and, eq, isNull } from 'drizzle-orm'
import { components, events, promises, publications } from '../../db/schema.ts'
import type { ComponentState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { type Story, storiesOf, type UpdateRow } from '../reads/stories.ts'

export type EventRow = typeof events.$inferSelect
export type Publication = typeof publications.$inferSelect

/** What an event tells programs and chats, as it stands now: corrections included. */
export type News = { event: EventRow } & (
  | { about: 'story'; story: Story; update: UpdateRow; report: Publication | undefined }
  | { about: 'component'; component: typeof components.$inferSelect; before: ComponentState; now: ComponentState }
  | { about: 'promise'; story: Story; promise: typeof promises.$inferSelect }
)

/** @returns undefined when there is nothing to tell any more: withdrawn, kept after all, or gone */
export async function newsOf(ctx: Context, eventId: number): Promise<News | undefined> {
  const [event] = await ctx.db.read.select().from(events).where(eq(events.id, eventId))
  if (!event) return undefined
  if (event.kind === 'component.stateSet') return ofComponent(ctx, event)
  const [story] = event.incidentId ? await storiesOf(ctx.db.read, [event.incidentId]) : []
  if (!story) return undefined
  return event.kind === 'promise.lapsed' ? ofPromise(ctx, event, story) : ofPost(ctx, event, story)
}

async function ofComponent(ctx: Context, event: EventRow): Promise<News | undefined> {
  const [component] = await ctx.db.read.select().from(components).where(eq(components.id, event.subject))
  const { shown: before = 'operational' } = (event.before ?? {}) as { shown?: ComponentState }
  const { shown: now = 'operational' } = (event.after ?? {}) as { shown?: ComponentState }
  return component && !component.retiredAt ? { event, about: 'component', component, before, now } : undefined
}

async function ofPromise(ctx: Context, event: EventRow, story: Story): Promise<News | undefined> {
  const [promise] = await ctx.db.read.select().from(promises).where(eq(promises.id, event.subject))
  return promise && !promise.withdrawnAt ? { event, about: 'promise', story, promise } : undefined
}

/** The post in its newest wording; a withdrawn one is told no more. */
async function ofPost(ctx: Context, event: EventRow, story: Story): Promise<News | undefined> {
  const { updateId } = (event.after ?? {}) as { updateId?: string }
  const origin = story.updates.find(({ id }) => id === updateId)?.originId
  const update = story.updates.find((one) => one.originId === origin && !one.replacedAt)
  if (!update || update.retractedAt) return undefined
  const standing = and(eq(publications.incidentId, story.row.id), isNull(publications.replacedAt))
  const [report] = await ctx.db.read.select().from(publications).where(standing)
  return { event, about: 'story', story, update, report }
}
