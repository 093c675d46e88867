import { asc, eq } from 'drizzle-orm'
import { components, subscriberComponents, subscriberImports, type subscribers } from '../../db/schema.ts'
import type { Floor, SubscriberState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { aloneText, singleNames, singlesOf } from './singleIncidents.ts'
import type { Moment, Times } from './times.ts'
import { channelWord, listed } from './words.ts'

type Row = typeof subscribers.$inferSelect

export type SubscriberFact = { term: string; value: string | Moment }
export type SubscriberFacts = { name: string; follows: string; list: SubscriberFact[] }

/** What is known of a subscriber, without what is secret. */
export async function factsOfSubscriber(ctx: Context, row: Row, times: Times): Promise<SubscriberFacts> {
  const [chosen, singles, list] = await Promise.all([chosenNames(ctx, row), singlesOf(ctx, [row.id]), listOf(ctx, row)])
  const single = singles.get(row.id) ?? []
  const alone = !row.everything && chosen.length === 0
  const follows = row.everything ? 'everything' : listed(chosen) || aloneText(single)
  const endpoint = row.channel !== 'email'
  const on = (term: string, at: Date | null) => (at ? [{ term, value: times.on(at) }] : [])
  const said = (term: string, value: string | null) => (value ? [{ term, value }] : [])
  const facts: SubscriberFact[] = [
    { term: 'State', value: stateWords[row.state] },
    { term: 'Channel', value: channelWord(row.channel) },
    ...(endpoint ? said('Owner', row.ownerAddress ?? 'nobody') : []),
    { term: 'Follows', value: follows },
    ...(alone ? [] : said('And also', singleNames(single))),
    { term: 'Hears of', value: hearsOf(row) },
    { term: 'How much', value: floorWords[row.floor] },
    { term: 'Language', value: languageName(row.language) },
    ...said('Came with the list', list),
    { term: 'Asked', value: times.on(row.askedAt) },
    ...on('Confirmed', row.confirmedAt),
    ...said('Wants to move to', row.newAddress),
    ...on('Paused until', row.state === 'paused' ? row.pausedUntil : null),
    ...on('Left', row.state === 'unsubscribed' ? row.leftAt : null),
    ...on('Given up', row.suppressedAt),
    ...said('Because', row.suppressedFor),
    ...said('Not delivered in a row', row.failures > 0 ? String(row.failures) : null),
    ...on('Failing since', row.failingSince),
    ...on('Owner warned', row.warnedAt),
  ]
  return { name: nameOf(row), follows, list: facts }
}

/** Who says that they agreed stands in the report of that list. */
async function listOf(ctx: Context, { importId }: Row): Promise<string | null> {
  if (!importId) return null
  const [list] = await ctx.db.read.select().from(subscriberImports).where(eq(subscriberImports.id, importId))
  return list?.name ?? null
}

/** Where they stand, in one sentence. */
export function sentenceOf(row: Row, { name, follows }: SubscriberFacts, times: Times): string {
  const sentences: Record<SubscriberState, string> = {
    active: `${name} is told about ${follows}.`,
    pending: `${name} has not confirmed yet.`,
    paused: `${name} wants to hear nothing ${row.pausedUntil ? `until ${times.on(row.pausedUntil).text}` : 'for now'}.`,
    unsubscribed: `${name} has left.`,
    suppressed: `${name} cannot be reached.`,
  }
  return sentences[row.state]
}

/** An endpoint is called by its host; its address is a secret. */
function nameOf({ id, channel, address, host }: Row): string {
  return channel === 'email' ? address : `${host ?? channelWord(channel)} (${id})`
}

function hearsOf(row: Row): string {
  const kinds = [
    row.hearsIncidents && 'incidents',
    row.hearsMaintenance && 'maintenance',
    row.hearsPostmortems && 'reports',
    row.hearsPromises && 'missed promises',
  ]
  return listed(kinds.filter((kind) => kind !== false)) || 'nothing'
}

const stateWords: Record<SubscriberState, string> = {
  pending: 'Not confirmed yet',
  active: 'Confirmed',
  paused: 'Paused',
  unsubscribed: 'Left',
  suppressed: 'Cannot be reached',
}

const floorWords: Record<Floor, string> = {
  all: 'every update',
  new_and_resolved: 'only what begins and ends',
  major: 'only what is major',
}

const languageName = (language: string) => new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language

async function chosenNames(ctx: Context, { id, everything }: Row): Promise<string[]> {
  if (everything) return []
  const rows = await ctx.db.read
    .select({ name: components.name })
    .from(subscriberComponents)
    .innerJoin(components, eq(components.id, subscriberComponents.componentId))
    .where(eq(subscriberComponents.subscriberId, id))
    .orderBy(asc(components.position))
  return rows.map(({ name }) => name)
}
