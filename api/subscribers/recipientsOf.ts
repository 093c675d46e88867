import { and, eq, inArray, isNotNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../../db/open.ts'
import { components, subscribers } from '../../db/schema.ts'
import type { ChannelKind } from '../../db/vocabulary.ts'

/** What decides who must hear of something. */
export type Reach = {
  /** Ids of the components that it is about, their groups included. Nobody but those who follow everything hears of none. */
  components: string[]
  /** Those who had confirmed by then hear of it. */
  at: Date
}

/** @param ids the components that something is about */
export async function reachOf(reader: Pick<Reader, 'select'>, ids: string[], at: Date): Promise<Reach> {
  if (ids.length === 0) return { components: [], at }
  const inGroups = and(inArray(components.id, ids), isNotNull(components.groupId))
  const groups = await reader.select({ id: components.groupId }).from(components).where(inGroups)
  return { components: [...new Set([...ids, ...groups.map(({ id }) => id as string)])], at }
}

/** The condition on `subscribers` that fan-out and every count of people share. */
export function mustHear({ components, at }: Reach): SQL {
  const chosen = sql`exists (select 1 from subscriber_components as choice
    where choice.subscriber_id = ${subscribers.id}
    and choice.component_id in (select value from json_each(${JSON.stringify(components)})))`
  const follows =
    components.length === 0 ? eq(subscribers.everything, true) : sql`(${subscribers.everything} or ${chosen})`
  return and(eq(subscribers.state, 'active'), lte(subscribers.confirmedAt, at), follows) as SQL
}

/**
 * How many people a post on these components reaches, by channel: asked of the condition that sends.
 * @param ids the components that it is about; none reaches those who follow everything
 */
export async function countRecipients(
  reader: Pick<Reader, 'select'>,
  ids: string[],
  now: Date,
): Promise<Partial<Record<ChannelKind, number>>> {
  const rows = await reader
    .select({ channel: subscribers.channel, people: sql<number>`count(*)` })
    .from(subscribers)
    .where(mustHear(await reachOf(reader, ids, now)))
    .groupBy(subscribers.channel)
  return Object.fromEntries(rows.map(({ channel, people }) => [channel, Number(people)]))
}
