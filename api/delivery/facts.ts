import { eq } from 'drizzle-orm'
import { events, page } from '../../db/schema.ts'
import type { EventKind, Language, SubscriberState } from '../../db/vocabulary.ts'
import type { PageFacts } from '../../emails/layout.ts'
import type { Links, Message, Personal } from '../../emails/message.ts'
import { voiceIn } from '../../emails/voice.ts'
import type { Context } from '../context/context.ts'
import { factsOfComponents } from './factsOfComponents.ts'
import { factsOfIncident } from './factsOfIncident.ts'
import { factsOfMaintenance } from './factsOfMaintenance.ts'
import { factsOfPostmortem } from './factsOfPostmortem.ts'
import { factsOfPromise } from './factsOfPromise.ts'
import { factsOfSubscriber } from './factsOfSubscriber.ts'
import type { Asked, Write } from './post.ts'

/** What is to be told, ready to be written. `thread` is the incident whose conversation it belongs to, `at` when it was said. */
export type Told = { page: PageFacts; thread: string | undefined; opens: boolean; at: Date } & (
  | { kind: 'list'; write(personal: Personal): Message }
  | One
)

export type One = {
  kind: 'one'
  /** The address that is written to: the subscriber's own (an endpoint's owner), or the one that is to take its place. */
  to: 'own' | 'newAddress'
  /** The states in which a subscriber still wants this mail. */
  heardIn: readonly SubscriberState[]
  write(links: Links): Message
}

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
  const voice = voiceIn(language, own?.timeZone ?? 'Etc/UTC')
  const asked: Asked = { ctx, event, page: facts, pageLanguage: own?.language ?? 'en', language, voice }
  const opens = event.kind === 'incident.opened' || event.kind === 'maintenance.scheduled'
  const place = { page: facts, thread: event.incidentId ?? undefined, opens, at: event.at }
  if (event.tell === 'subscriber') {
    const one = await factsOfSubscriber(asked)
    return one && { ...place, kind: 'one', ...one }
  }
  const write = await tellers[areaOf(event.kind)]?.(asked)
  return write && { ...place, kind: 'list', write }
}

/** Who tells the events of an area; events of other areas tell nobody by mail. */
const tellers: Record<string, (asked: Asked) => Promise<Write | undefined>> = {
  component: factsOfComponents,
  incident: factsOfIncident,
  maintenance: factsOfMaintenance,
  postmortem: factsOfPostmortem,
  promise: factsOfPromise,
}

const areaOf = (kind: EventKind) => kind.split('.')[0] ?? ''
