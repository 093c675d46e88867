import { and, eq, inArray, isNotNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../../db/open.ts'
import { components, subscribers } from '../../db/schema.ts'
import type { ChannelKind, Hearing } from '../../db/vocabulary.ts'

/** What decides who must hear of something. */
export type About = {
  hearing: Hearing
  /** Ids of the components that it is about. Nobody but those who follow everything hears of none. */
  components: readonly string[]
  /** Those who follow this one incident or maintenance hear of it, whatever else they chose. */
  incidentId?: string | undefined
  /** It begins or ends something: heard by those too who want no updates in between. */
  milestone: boolean
  /** Customers notice: heard by those too who want to hear of nothing less. */
  major: boolean
}

/** The same with the groups of its components, and a time. */
export type Reach = About & {
  /** Those who had confirmed by then hear of it. */
  at: Date
}

export async function reachOf(reader: Pick<Reader, 'select'>, about: About, at: Date): Promise<Reach> {
  const ids = about.components
  if (ids.length === 0) return { ...about, at }
  const inGroups = and(inArray(components.id, ids), isNotNull(components.groupId))
  const groups = await reader.select({ id: components.groupId }).from(components).where(inGroups)
  return { ...about, components: [...new Set([...ids, ...groups.map(({ id }) => id as string)])], at }
}

/** The condition on `subscribers` that fan-out and every count of people share. */
export function mustHear(reach: Reach): SQL {
  const chose = and(hears[reach.hearing], floorOf(reach), followsAny(reach.components))
  const told = reach.incidentId === undefined ? chose : or(chose, followsOne(reach.incidentId, reach.hearing))
  return and(eq(subscribers.state, 'active'), lte(subscribers.confirmedAt, reach.at), told) as SQL
}

const hears: Record<Hearing, SQL> = {
  incidents: eq(subscribers.hearsIncidents, true),
  maintenance: eq(subscribers.hearsMaintenance, true),
  postmortems: eq(subscribers.hearsPostmortems, true),
  promises: eq(subscribers.hearsPromises, true),
}

/** A floor keeps out updates in between, or whatever is not major. Who asks for missed promises wants each of them. */
function floorOf({ hearing, milestone, major }: Reach): SQL | undefined {
  if (hearing === 'promises' || (milestone && major)) return undefined
  const floors = ['all', ...(milestone ? ['new_and_resolved' as const] : []), ...(major ? ['major' as const] : [])]
  return inArray(subscribers.floor, floors as ('all' | 'new_and_resolved' | 'major')[])
}

function followsAny(ids: readonly string[]): SQL {
  const chosen = sql`exists (select 1 from subscriber_components as choice
    where choice.subscriber_id = ${subscribers.id}
    and choice.component_id in (select value from json_each(${JSON.stringify(ids)})))`
  return ids.length === 0 ? eq(subscribers.everything, true) : sql`(${subscribers.everything} or ${chosen})`
}

function followsOne(incidentId: string, hearing: Hearing): SQL {
  const what = hearing === 'postmortems' ? sql`` : sql`and followed.what = 'updates'`
  return sql`exists (select 1 from subscriber_incidents as followed
    where followed.subscriber_id = ${subscribers.id} and followed.incident_id = ${incidentId} ${what})`
}

/**
 * How many people something reaches, by channel and language: asked of the condition that sends.
 * @param now those who had confirmed by then
 */
export async function countReaders(reader: Pick<Reader, 'select'>, about: About, now: Date): Promise<Readers[]> {
  const { channel, language } = subscribers
  return reader
    .select({ channel, language, people: sql<number>`count(*)` })
    .from(subscribers)
    .where(mustHear(await reachOf(reader, about, now)))
    .groupBy(channel, language)
}

export type Readers = { channel: ChannelKind; language: string; people: number }

/** The same by channel alone. */
export async function countRecipients(
  reader: Pick<Reader, 'select'>,
  about: About,
  now: Date,
): Promise<Partial<Record<ChannelKind, number>>> {
  const counts: Partial<Record<ChannelKind, number>> = {}
  for (const { channel, people } of await countReaders(reader, about, now))
    counts[channel] = (counts[channel] ?? 0) + people
  return counts
}
