import { and, asc, eq, isNull } from 'drizzle-orm'
import { components, subscriberComponents } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { Problem } from '../context/problems.ts'
import { type Subscriber, subscriberOfToken } from '../subscribers/ofToken.ts'
import { type PageView, readPage } from './pageView.ts'
import { listed } from './words.ts'

/** The page with the form, for those who come without one. */
export type SubscribeView = { page: PageView; leaves: { id: string; name: string }[] }

export async function readSubscribe(ctx: Context): Promise<SubscribeView> {
  const leaves = await ctx.db.read
    .select({ id: components.id, name: components.name })
    .from(components)
    .where(and(isNull(components.retiredAt), eq(components.isGroup, false)))
    .orderBy(asc(components.position), asc(components.name))
  return { page: (await readPage(ctx)).page, leaves }
}

/** What the owner of a confirmation link can do with it. */
export type ConfirmView = {
  page: PageView
  stands: 'asked' | 'confirmed' | 'ended' | 'unknown'
  /** What they would be told about: "everything", "Checkout and Search". */
  about: string
}

export async function readConfirm(ctx: Context, token: string): Promise<ConfirmView> {
  const { page } = await readPage(ctx)
  const subscriber = await ownerOf(ctx, token, 'confirm')
  if (!subscriber) return { page, stands: 'unknown', about: '' }
  const stands = { pending: 'asked', active: 'confirmed' } as const
  const stand = subscriber.state === 'pending' || subscriber.state === 'active' ? stands[subscriber.state] : 'ended'
  return { page, stands: stand, about: await choiceOf(ctx, subscriber) }
}

/** Deliberately poor: whoever holds a link out of a mail that was passed on learns neither address nor choice. */
export type LeaveView = { page: PageView; stands: 'follows' | 'left' | 'unknown' }

export async function readLeave(ctx: Context, token: string): Promise<LeaveView> {
  const { page } = await readPage(ctx)
  const subscriber = await ownerOf(ctx, token, 'leave')
  if (!subscriber) return { page, stands: 'unknown' }
  return { page, stands: subscriber.state === 'unsubscribed' ? 'left' : 'follows' }
}

async function ownerOf(ctx: Context, token: string, purpose: 'confirm' | 'leave'): Promise<Subscriber | undefined> {
  try {
    return await subscriberOfToken(ctx, token, purpose)
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}

async function choiceOf(ctx: Context, { id, everything }: Subscriber): Promise<string> {
  if (everything) return 'everything'
  const rows = await ctx.db.read
    .select({ name: components.name })
    .from(subscriberComponents)
    .innerJoin(components, eq(components.id, subscriberComponents.componentId))
    .where(eq(subscriberComponents.subscriberId, id))
    .orderBy(asc(components.position))
  return listed(rows.map(({ name }) => name))
}
