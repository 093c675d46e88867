import { and, desc, eq } from 'drizzle-orm'
import { deliveries, events, subscribers } from '../../../db/schema.ts'
import type { Context } from '../../context/context.ts'
import { sealedName } from '../../context/tokens.ts'
import { parseAddress } from '../../subscribers/address.ts'
import { deliveryOfReturnPath, type Returned } from '../verp.ts'
import type { Report } from './report.ts'

/** So many addresses of each kind are looked at, and so many mails of one subscriber. */
const mostTried = 10
const mostMails = 50

/**
 * Which mail a report is about. A return path proves itself; so does a Message-ID together with the address it went to,
 * because nobody but its reader knows it.
 * @param trusted whoever reports is authorised, so that an address alone is enough
 */
export async function recognise(ctx: Context, report: Report, trusted: boolean): Promise<Returned | undefined> {
  for (const path of report.returnPaths.slice(0, mostTried)) {
    const returned = await deliveryOfReturnPath(ctx, path)
    if (returned) return returned
  }
  for (const typed of report.recipients.slice(0, mostTried)) {
    const found = await subscriberAt(ctx, typed)
    const returned = found && (await mailTo(ctx, found, report, trusted))
    if (returned) return returned
  }
  return undefined
}

async function subscriberAt(ctx: Context, typed: string): Promise<{ id: number; address: string } | undefined> {
  const [plain] = /[^\s<>;,"]+@[^\s<>;,"]+/.exec(typed.slice(0, 1000)) ?? []
  const key = plain && keyOf(plain)
  if (!key) return undefined
  const { id, address } = subscribers
  const mine = and(eq(subscribers.channel, 'email'), eq(subscribers.addressKey, key))
  const [row] = await ctx.db.read.select({ id, address }).from(subscribers).where(mine)
  return row
}

function keyOf(typed: string): string | undefined {
  try {
    return parseAddress(typed).key
  } catch {
    return undefined
  }
}

type Sent = { id: number; eventId: number; state: string; kind: string; incidentId: string | null }

async function mailTo(
  ctx: Context,
  { id: subscriber, address }: { id: number; address: string },
  { messageIds }: Report,
  trusted: boolean,
): Promise<Returned | undefined> {
  const mails = await newestMails(ctx, subscriber)
  const called = new Set(messageIds.slice(0, mostTried).map((name) => name.trim().replace(/^<?|>?$/g, '')))
  const named = mails.find((mail) => namesOf(ctx, mail, subscriber).some((name) => called.has(name)))
  if (named) return { delivery: named.id, subscriber, address, own: true }
  if (!trusted) return undefined
  // A name of ours that is not among them is an older mail; a provider's own name may be any.
  const isOlder = [...called].some((name) => name.endsWith(`@${hostOf(ctx)}`))
  const newest = isOlder ? undefined : mails.find(({ state }) => state === 'sent')
  return { delivery: newest?.id, subscriber, address, own: true }
}

async function newestMails(ctx: Context, subscriber: number): Promise<Sent[]> {
  const theirs = and(
    eq(deliveries.recipientKind, 'subscriber'),
    eq(deliveries.recipientId, subscriber),
    eq(deliveries.channel, 'email'),
  )
  const { id, eventId, state } = deliveries
  return ctx.db.read
    .select({ id, eventId, state, kind: events.kind, incidentId: events.incidentId })
    .from(deliveries)
    .innerJoin(events, eq(events.id, deliveries.eventId))
    .where(theirs)
    .orderBy(desc(deliveries.id))
    .limit(mostMails)
}

/** As the mails were called: the first of a conversation by its incident, others by their event. */
function namesOf(ctx: Context, { eventId, kind, incidentId }: Sent, subscriber: number): string[] {
  const name = (...facts: (string | number)[]) => `${sealedName(ctx.keys, 'mail', ...facts, subscriber)}@${hostOf(ctx)}`
  const opens = kind === 'incident.opened' || kind === 'maintenance.scheduled'
  return [name('event', eventId), ...(opens && incidentId !== null ? [name('thread', incidentId)] : [])]
}

const hostOf = ({ config }: Context) => new URL(config.publicUrl).hostname
