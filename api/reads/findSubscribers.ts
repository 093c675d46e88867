import { setImmediate as breath } from 'node:timers/promises'
import { domainToASCII } from 'node:url'
import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { components, subscribers } from '../../db/schema.ts'
import type { ChannelKind, SubscriberState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'

export type Wanted = {
  state?: SubscriberState | undefined
  channel?: ChannelKind | undefined
  /** Who is told about this component, because they follow it, its group or everything. */
  component?: string | undefined
  /** Part of an address, or of an endpoint's host; with something before an @, its beginning. */
  words?: string | undefined
  /** A number that an earlier page ended with. */
  before?: number | undefined
  limit: number
}

export type Row = typeof subscribers.$inferSelect

/** `next`: where to go on; with fewer rows than asked for, because so many were looked through. */
export type Found = { rows: Row[]; next: number | undefined }

/** So many are looked through in one query, which holds the thread, and in one call. */
const stretch = 10_000
const most = 200_000

/** Of those whose address begins like this, so many are looked at. */
const mostBeginnings = 5000

/** Subscribers, newest first. */
export async function findSubscribers(ctx: Context, wanted: Wanted): Promise<Found> {
  const words = plain(wanted.words)
  if (words.indexOf('@') > 0) return beginningWith(ctx, wanted, words)
  const fits = and(await tellsOf(ctx, wanted), words ? sql`instr(${searched}, ${words}) > 0` : undefined)
  return fits ? walk(ctx, wanted, fits) : page(await select(ctx, keys(wanted), wanted.limit + 1), wanted.limit)
}

/** The index on addresses finds these at once, however long the list. */
async function beginningWith(ctx: Context, wanted: Wanted, words: string): Promise<Found> {
  const { id, channel, addressKey } = subscribers
  const begins = and(eq(channel, 'email'), gte(addressKey, words), lt(addressKey, `${words}\u007f`))
  const ids = ctx.db.read.select({ id }).from(subscribers).where(begins).limit(mostBeginnings)
  const fits = and(keys(wanted), sql`${id} in ${ids}`, await tellsOf(ctx, wanted))
  return page(await select(ctx, fits, wanted.limit + 1), wanted.limit)
}

/** Stretch by stretch along the index, so that a rare match never holds up everybody else. */
async function walk(ctx: Context, wanted: Wanted, fits: SQL): Promise<Found> {
  const rows: Row[] = []
  let before = wanted.before
  for (let looked = 0; looked < most; looked += stretch) {
    const here = keys({ ...wanted, before })
    const [end] = await ctx.db.read
      .select({ id: subscribers.id })
      .from(subscribers)
      .where(here)
      .orderBy(desc(subscribers.id))
      .limit(1)
      .offset(stretch - 1)
    const within = and(here, end && gte(subscribers.id, end.id), fits)
    rows.push(...(await select(ctx, within, wanted.limit + 1 - rows.length)))
    if (rows.length > wanted.limit || !end) return page(rows, wanted.limit)
    before = end.id
    await breath()
  }
  return { rows, next: before }
}

function page(rows: Row[], limit: number): Found {
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > limit ? shown.at(-1)?.id : undefined }
}

function select(ctx: Context, where: SQL | undefined, limit: number): Promise<Row[]> {
  return ctx.db.read.select().from(subscribers).where(where).orderBy(desc(subscribers.id)).limit(limit)
}

/** What an index serves: `subscribers_to_list`, `subscribers_to_walk`, or the numbers themselves. */
function keys({ state, channel, before }: Pick<Wanted, 'state' | 'channel' | 'before'>): SQL | undefined {
  return and(
    state && eq(subscribers.state, state),
    state && channel && eq(subscribers.channel, channel),
    before === undefined ? undefined : lt(subscribers.id, before),
  )
}

/** What no index serves. */
async function tellsOf(ctx: Context, { state, channel, component }: Wanted): Promise<SQL | undefined> {
  const onChannel = channel && !state ? sql`${subscribers.channel} = ${channel}` : undefined
  if (component === undefined) return onChannel
  const [own] = await ctx.db.read.select().from(components).where(eq(components.id, component))
  const chosen = JSON.stringify([component, ...(own?.groupId ? [own.groupId] : [])])
  const follows = sql`(${subscribers.everything} or exists (
    select 1 from subscriber_components as choice where choice.subscriber_id = ${subscribers.id}
    and choice.component_id in (select value from json_each(${chosen}))))`
  return and(onChannel, follows)
}

const searched = sql`case ${subscribers.channel} when 'email' then ${subscribers.addressKey} else coalesce(${subscribers.host}, '') end`

/** As addresses are kept: small letters, domains in ASCII. */
function plain(words = ''): string {
  const text = words.trim().toLowerCase().slice(0, 320)
  if (!/[^ -~]/.test(text)) return text
  const at = text.lastIndexOf('@') + 1
  return text.slice(0, at) + (domainToASCII(text.slice(at)) || text.slice(at))
}
