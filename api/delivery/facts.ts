import { eq } from 'drizzle-orm'
import { components, events, page, subscriberComponents } from '../../db/schema.ts'
import type { EventKind, Language, SubscriberState } from '../../db/vocabulary.ts'
import { confirmSubscription } from '../../emails/confirmSubscription.ts'
import type { PageFacts } from '../../emails/layout.ts'
import type { Links, Message, Personal } from '../../emails/message.ts'
import type { Context } from '../context/context.ts'
import { factsOfIncident } from './factsOfIncident.ts'
import { factsOfMaintenance } from './factsOfMaintenance.ts'
import { factsOfPostmortem } from './factsOfPostmortem.ts'
import type { Asked, Write } from './post.ts'

/** What is to be told, ready to be written. `thread` is the incident whose conversation it belongs to, `at` when it was said. */
export type Told = { page: PageFacts; thread: string | undefined; opens: boolean; at: Date } & (
  | { kind: 'list'; write(personal: Personal): Message }
  | {
      kind: 'one'
      /** The address that is written to: the subscriber's own (an endpoint's owner), or the one that is to take its place. */
      to: 'own' | 'newAddress'
      /** The states in which a subscriber still wants this mail. */
      heardIn: readonly SubscriberState[]
      write(links: Links): Message
    }
)

/**
 * The facts of an event as they stand now, corrections included.
 * @param language that the mail is written in
 * @returns undefined when there is nothing to tell any more: withdrawn, or gone
 */
export async function factsOf(ctx: Context, eventId: number, language: Language): Promise<Told | undefined> {
  const [event] = await ctx.db.read.select().from(events).where(eq(events.id, eventId))
  const [own] = await ctx.db.read.select().from(page).limit(1)
  if (!event) return undefined
  const facts = { name: own?.name ?? 'Status', url: ctx.config.publicUrl }
  const asked: Asked = { ctx, event, language, page: facts, timeZone: own?.timeZone ?? 'Etc/UTC' }
  if (event.kind === 'subscriber.asked') return factsOfAsk(asked)
  const write = await tellers[areaOf(event.kind)]?.(asked)
  const opens = event.kind === 'incident.opened' || event.kind === 'maintenance.scheduled'
  const { at, incidentId } = event
  return write && { kind: 'list', page: facts, thread: incidentId ?? undefined, opens, at, write }
}

/** Who tells the events of an area; events of other areas tell nobody by mail. */
const tellers: Record<string, (asked: Asked) => Promise<Write | undefined>> = {
  incident: factsOfIncident,
  maintenance: factsOfMaintenance,
  postmortem: factsOfPostmortem,
}

const areaOf = (kind: EventKind) => kind.split('.')[0] ?? ''

async function factsOfAsk({ ctx, event, page }: Asked): Promise<Told> {
  const chosen = await chosenNames(ctx, Number(event.subject))
  const write = ({ confirmUrl }: Links) => confirmSubscription({ page, components: chosen, confirmUrl })
  return { kind: 'one', to: 'own', heardIn: ['pending'], page, thread: undefined, opens: false, at: event.at, write }
}

/** The names of the components that a subscriber chose; none for everything. */
async function chosenNames(ctx: Context, subscriberId: number): Promise<string[]> {
  const rows = await ctx.db.read
    .select({ name: components.name })
    .from(subscriberComponents)
    .innerJoin(components, eq(components.id, subscriberComponents.componentId))
    .where(eq(subscriberComponents.subscriberId, subscriberId))
    .orderBy(components.position, components.id)
  return rows.map(({ name }) => name)
}
