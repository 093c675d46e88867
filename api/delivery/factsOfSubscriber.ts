import { and, desc, eq, isNotNull } from 'drizzle-orm'
import {
  components,
  deliveries,
  incidents,
  subscriberComponents,
  subscriberIncidents,
  subscribers,
} from '../../db/schema.ts'
import type { EventKind, Hearing } from '../../db/vocabulary.ts'
import { confirmAddress } from '../../emails/confirmAddress.ts'
import { confirmEndpoint, type Endpoint } from '../../emails/confirmEndpoint.ts'
import { confirmSubscription, type Wanted } from '../../emails/confirmSubscription.ts'
import { endpointFailing } from '../../emails/endpointFailing.ts'
import { endpointOff } from '../../emails/endpointOff.ts'
import { manageLink } from '../../emails/manageLink.ts'
import type { Context } from '../context/context.ts'
import { kindsOf, usualKinds } from '../subscribers/choice.ts'
import type { One } from './facts.ts'
import type { Asked } from './post.ts'

type Subscriber = typeof subscribers.$inferSelect
type Letter = Omit<One, 'kind'>

/** What one subscriber is told: to confirm, the way to their page, or that their endpoint fails. */
export async function factsOfSubscriber(asked: Asked): Promise<Letter | undefined> {
  const { ctx, event } = asked
  const [subscriber] = await ctx.db.read
    .select()
    .from(subscribers)
    .where(eq(subscribers.id, Number(event.subject)))
  return subscriber && letters[event.kind]?.(asked, subscriber)
}

const letters: Partial<Record<EventKind, (asked: Asked, subscriber: Subscriber) => Promise<Letter | undefined>>> = {
  'subscriber.asked': askToConfirm,
  'subscriber.linkAsked': linkToPage,
  'subscriber.addressAsked': askNewAddress,
  'subscriber.failing': warnOwner,
  'subscriber.suppressed': sayItIsOff,
}

async function askToConfirm({ ctx, page, voice }: Asked, subscriber: Subscriber): Promise<Letter> {
  const wanted = await wantedBy(ctx, subscriber)
  const endpoint = endpointOf(subscriber)
  return {
    to: 'own',
    heardIn: ['pending'],
    write: ({ confirmUrl }) =>
      endpoint
        ? confirmEndpoint(voice, { page, endpoint, wanted, confirmUrl })
        : confirmSubscription(voice, { page, wanted, confirmUrl }),
  }
}

/** Who asked to follow one incident, and follows us already, adds it on their own page. */
async function linkToPage({ ctx, event, page, voice }: Asked): Promise<Letter> {
  const { incident, what } = (event.after ?? {}) as { incident?: string; what?: string }
  const about = incident ? eq(incidents.id, incident) : undefined
  const [wanted] = about ? await ctx.db.read.select({ name: incidents.name }).from(incidents).where(about) : []
  const query = wanted ? `?${new URLSearchParams({ incident: incident ?? '', what: what ?? 'updates' })}` : ''
  return {
    to: 'own',
    heardIn: ['active', 'paused', 'suppressed'],
    write: ({ manageUrl }) => manageLink(voice, { page, wanted: wanted?.name, manageUrl: `${manageUrl}${query}` }),
  }
}

/** Only the newest wish is asked about: what was asked before has no address any more. */
async function askNewAddress({ event, page, voice }: Asked, subscriber: Subscriber): Promise<Letter | undefined> {
  const { askedAt } = (event.after ?? {}) as { askedAt?: number }
  const newest = subscriber.newAddressAskedAt?.getTime()
  if (!subscriber.newAddress || (askedAt !== undefined && askedAt !== newest)) return undefined
  return {
    to: 'newAddress',
    heardIn: ['active', 'paused', 'suppressed'],
    write: ({ addressUrl }) => confirmAddress(voice, { page, addressUrl }),
  }
}

async function warnOwner(asked: Asked, subscriber: Subscriber): Promise<Letter | undefined> {
  const facts = await troubleOf(asked, subscriber)
  const { voice } = asked
  const write: Letter['write'] = ({ manageUrl }) => endpointFailing(voice, { ...(facts as Trouble), manageUrl })
  return facts && { to: 'own', heardIn: ['active', 'paused'], write }
}

async function sayItIsOff(asked: Asked, subscriber: Subscriber): Promise<Letter | undefined> {
  const facts = await troubleOf(asked, subscriber)
  const { voice } = asked
  const write: Letter['write'] = ({ manageUrl }) => endpointOff(voice, { ...(facts as Trouble), manageUrl })
  return facts && { to: 'own', heardIn: ['suppressed'], write }
}

type Trouble = NonNullable<Awaited<ReturnType<typeof troubleOf>>>

/** An endpoint's trouble as its event has it, else as the ledger has it; undefined for who is no endpoint. */
async function troubleOf({ ctx, event, page }: Asked, subscriber: Subscriber) {
  const endpoint = endpointOf(subscriber)
  if (!endpoint) return undefined
  const said = (event.after ?? {}) as { answer?: string; reason?: string; offAt?: string | number }
  return {
    page,
    endpoint,
    at: event.at,
    since: subscriber.failingSince ?? undefined,
    answer: said.answer ?? said.reason ?? (await lastAnswer(ctx, subscriber)),
    offAt: said.offAt === undefined ? undefined : new Date(said.offAt),
  }
}

async function lastAnswer(ctx: Context, { id, channel }: Subscriber): Promise<string | undefined> {
  const mine = and(
    eq(deliveries.recipientKind, 'subscriber'),
    eq(deliveries.recipientId, id),
    eq(deliveries.channel, channel),
    isNotNull(deliveries.outcome),
  )
  const [last] = await ctx.db.read
    .select({ outcome: deliveries.outcome })
    .from(deliveries)
    .where(mine)
    .orderBy(desc(deliveries.id))
    .limit(1)
  return last?.outcome ?? undefined
}

function endpointOf({ channel, host }: Subscriber): Endpoint | undefined {
  return channel === 'email' ? undefined : { kind: channel, host: host ?? '' }
}

/** What a subscriber chose, by the names that the page gives it. */
async function wantedBy(ctx: Context, subscriber: Subscriber): Promise<Wanted> {
  const { read } = ctx.db
  const { id, everything } = subscriber
  const kinds = unusual(kindsOf(subscriber))
  if (everything) return { everything, names: [], kinds }
  const chosen = await read
    .select({ name: components.name })
    .from(subscriberComponents)
    .innerJoin(components, eq(components.id, subscriberComponents.componentId))
    .where(eq(subscriberComponents.subscriberId, id))
    .orderBy(components.position, components.id)
  const followed = await read
    .select({ name: incidents.name })
    .from(subscriberIncidents)
    .innerJoin(incidents, eq(incidents.id, subscriberIncidents.incidentId))
    .where(eq(subscriberIncidents.subscriberId, id))
    .orderBy(incidents.startedAt)
  const names = [...chosen, ...followed].map(({ name }) => name)
  return { everything, names, kinds: chosen.length > 0 ? kinds : undefined }
}

/** The kinds of news, where they are not those of who says nothing about it. */
function unusual(kinds: Hearing[]): Hearing[] | undefined {
  return kinds.length === usualKinds.length && usualKinds.every((kind) => kinds.includes(kind)) ? undefined : kinds
}
