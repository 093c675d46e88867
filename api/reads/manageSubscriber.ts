import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { components, deliveries, events, incidents, subscribers } from '../../db/schema.ts'
import type { EventKind, SubscriberState } from '../../db/vocabulary.ts'
import { type Context, requireViewer } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { wordOf } from './manageDeliveries.ts'
import { attemptsOf } from './manageRecipient.ts'
import { factsOfSubscriber, type SubscriberFact, sentenceOf } from './manageSubscriberFacts.ts'
import { whoOf } from './manageWho.ts'
import { readPage } from './pageView.ts'
import type { Moment } from './times.ts'
import { channelWord } from './words.ts'

export type SubscriberDesk = {
  id: number
  sentence: string
  name: string
  state: SubscriberState
  endpoint: boolean
  facts: SubscriberFact[]
  /** What the log knows of them, newest first. */
  history: { at: Moment; what: string }[]
  deliveries: DeliveryLine[]
  next: number | undefined
}

export type DeliveryLine = ReturnType<typeof attemptsOf> & {
  id: number
  /** When it was posted. */
  posted: Moment
  about: string
  message: string
  href: string | undefined
  channel: string
}

const perPage = 50

/**
 * One subscriber: what they follow, what the log knows of them, and each delivery to them, newest first.
 * @param asked.before the id that an earlier page of deliveries ended with
 * @throws missing
 */
export async function readSubscriberDesk(
  ctx: Context,
  asked: { id: number; before?: number | undefined },
): Promise<SubscriberDesk> {
  requireViewer(ctx)
  const { times, now } = await readPage(ctx)
  const [row] = await ctx.db.read.select().from(subscribers).where(eq(subscribers.id, asked.id))
  if (!row) throw missing('subscriber')
  const [facts, log, sent] = await Promise.all([
    factsOfSubscriber(ctx, row, times),
    historyOf(ctx, asked.id),
    deliveriesTo(ctx, asked.id, asked.before),
  ])
  const who = await whoOf(
    ctx,
    log.map(({ actor }) => actor),
  )
  const shown = sent.slice(0, perPage)
  return {
    id: row.id,
    sentence: sentenceOf(row, facts, times),
    name: facts.name,
    state: row.state,
    endpoint: row.channel !== 'email',
    facts: facts.list,
    history: log.map(({ at, kind, actor }) => ({ at: times.on(at), what: `${said[kind] ?? kind}${byOf(actor, who)}` })),
    deliveries: shown.map(({ delivery, event, name, component }) => ({
      id: delivery.id,
      posted: times.on(event.at),
      about: name ?? component ?? personal[event.kind] ?? '',
      message: name || component ? wordOf(event.kind) : '',
      href: event.tell === 'list' ? `/manage/deliveries/${event.publicSeq}` : undefined,
      channel: channelWord(delivery.channel),
      ...attemptsOf(
        {
          ...delivery,
          answer: delivery.outcome,
          settledAt: delivery.settledAt && +delivery.settledAt,
          nextTryAt: delivery.nextTryAt && +delivery.nextTryAt,
        },
        times,
        now,
      ),
    })),
    next: sent.length > perPage ? shown.at(-1)?.delivery.id : undefined,
  }
}

function deliveriesTo(ctx: Context, id: number, before: number | undefined) {
  const mine = and(
    eq(deliveries.recipientKind, 'subscriber'),
    eq(deliveries.recipientId, id),
    before ? lt(deliveries.id, before) : undefined,
  )
  return ctx.db.read
    .select({ delivery: deliveries, event: events, name: incidents.name, component: components.name })
    .from(deliveries)
    .innerJoin(events, eq(events.id, deliveries.eventId))
    .leftJoin(incidents, eq(incidents.id, events.incidentId))
    .leftJoin(components, eq(components.id, events.subject))
    .where(mine)
    .orderBy(desc(deliveries.id))
    .limit(perPage + 1)
}

function historyOf(ctx: Context, id: number) {
  return ctx.db.read
    .select({ at: events.at, kind: events.kind, actor: events.actor })
    .from(events)
    .where(and(eq(events.subject, String(id)), sql`${events.kind} like 'subscriber.%'`))
    .orderBy(desc(events.id))
    .limit(30)
}

/** Who did it, where it was somebody of ours. */
const byOf = (actor: string, who: (ref: string) => string) => (/^(person|key):/.test(actor) ? `, by ${who(actor)}` : '')

const said: { [kind in EventKind]?: string } = {
  'subscriber.asked': 'Asked to be told',
  'subscriber.confirmed': 'Confirmed',
  'subscriber.changed': 'Changed what they follow',
  'subscriber.left': 'Left',
  'subscriber.suppressed': 'Given up: nobody is at the address',
  'subscriber.linkAsked': 'Asked for the link to their own page',
  'subscriber.addressAsked': 'Asked to move to another address',
  'subscriber.addressChanged': 'Moved to another address',
  'subscriber.paused': 'Paused',
  'subscriber.resumed': 'Heard again after a pause',
  'subscriber.reactivated': 'Came back',
  'subscriber.bounced': 'A message came back',
  'subscriber.complained': 'Said that it was unwanted',
  'subscriber.failing': 'The owner was warned that it fails',
  'subscriber.secretRotated': 'Got a new secret',
  'subscriber.probed': 'Was sent a test message',
}

/** What was mailed to them alone. */
const personal: { [kind in EventKind]?: string } = {
  'subscriber.asked': 'The mail that asks to confirm',
  'subscriber.linkAsked': 'The link to their own page',
  'subscriber.addressAsked': 'The mail that asks to confirm another address',
  'subscriber.failing': 'The warning that it fails',
  'subscriber.suppressed': 'The news that it was switched off',
}
