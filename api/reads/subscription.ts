import { eq } from 'drizzle-orm'
import { subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { Problem } from '../context/problems.ts'
import { mailedToken } from '../context/tokens.ts'
import { kindsOf } from '../subscribers/choice.ts'
import { isTaken, moverOfToken } from '../subscribers/confirmAddressChange.ts'
import { type Subscriber, subscriberOfToken } from '../subscribers/ofToken.ts'
import { type Choosable, newsText, readChoosable } from './choosable.ts'
import { followedText, readFollowed } from './followed.ts'
import { type PageView, readPage } from './pageView.ts'
import { channelWord } from './words.ts'

/** The page with the forms for those who are not known. */
export type SubscribeView = { page: PageView; choosable: Choosable }

export async function readSubscribe(ctx: Context): Promise<SubscribeView> {
  return { page: (await readPage(ctx)).page, choosable: await readChoosable(ctx.db.read) }
}

/** What the owner of a confirmation link can do with it. */
export type ConfirmView = {
  page: PageView
  stands: 'asked' | 'confirmed' | 'ended' | 'unknown'
  /** What they would be told about: "everything", "Checkout and Search". */
  about: string
  /** "reports and missed promises"; empty for who follows single incidents alone. */
  news: string
  endpoint: EndpointSeen | undefined
}

export async function readConfirm(ctx: Context, token: string): Promise<ConfirmView> {
  const { page, voice } = await readPage(ctx)
  const subscriber = await ownerOf(ctx, token, 'confirm')
  if (!subscriber) return { page, stands: 'unknown', about: '', news: '', endpoint: undefined }
  const stands = {
    pending: 'asked',
    active: 'confirmed',
    paused: 'confirmed',
    unsubscribed: 'ended',
    suppressed: 'ended',
  } as const
  const followed = await readFollowed(ctx.db.read, subscriber)
  const whole = followed.everything || followed.components.length > 0
  const news = whole ? newsText(kindsOf(subscriber), voice) : ''
  return {
    page,
    stands: stands[subscriber.state],
    about: followedText(followed, voice),
    news,
    endpoint: endpointOf(subscriber),
  }
}

/** What is told, when it is no mail address: "Slack" at "hooks.slack.com". Never the address itself, which is a secret. */
export type EndpointSeen = { kind: string; host: string }

function endpointOf({ channel, host }: Subscriber): EndpointSeen | undefined {
  return channel === 'email' ? undefined : { kind: channelWord(channel), host: host ?? channelWord(channel) }
}

/** Deliberately poor: whoever holds a link out of a mail that was passed on learns neither address nor choice. */
export type LeaveView = {
  page: PageView
  stands: 'follows' | 'left' | 'unknown'
  endpoint: EndpointSeen | undefined
}

export async function readLeave(ctx: Context, token: string): Promise<LeaveView> {
  const { page } = await readPage(ctx)
  const subscriber = await ownerOf(ctx, token, 'leave')
  if (!subscriber) return { page, stands: 'unknown', endpoint: undefined }
  const stands = subscriber.state === 'unsubscribed' ? 'left' : 'follows'
  return { page, stands, endpoint: endpointOf(subscriber) }
}

/** What the owner of a new address can do. The old one may be somebody else's, who mistyped: it is not shown. */
export type AddressView = { page: PageView; stands: 'asked' | 'taken' | 'unknown'; address: string }

export async function readAddress(ctx: Context, token: string): Promise<AddressView> {
  const { page } = await readPage(ctx)
  const mover = await orNothing(moverOfToken(ctx, token, ctx.db.read))
  if (!mover) return { page, stands: 'unknown', address: '' }
  const taken = await isTaken(ctx.db.read, mover.newAddressKey)
  return { page, stands: taken ? 'taken' : 'asked', address: mover.newAddress }
}

/** The way to a subscriber's own page, for whoever has just proved to be that subscriber. */
export async function ownPathOf(ctx: Context, id: string): Promise<string> {
  const [row] = await ctx.db.read
    .select()
    .from(subscribers)
    .where(eq(subscribers.id, Number(id)))
  return `/following/${mailedToken(ctx.keys, 'manage', Number(id), row?.epoch ?? 0)}`
}

export function ownerOf(ctx: Context, token: string, purpose: 'confirm' | 'leave' | 'manage') {
  return orNothing<Subscriber>(subscriberOfToken(ctx, token, purpose))
}

async function orNothing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}
