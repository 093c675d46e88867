import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { events, subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { keep } from '../events/keep.ts'
import { type Suppression, suppressSubscribers } from '../subscribers/suppressSubscriber.ts'
import type { Recorded } from './channel.ts'
import { meaningOf } from './refusal.ts'

/** So many events in a row that could not be delivered, and an address is written to no more. */
export const enough = 3

/** An event that so many could not get, and more than got it, says more about us than about them. */
const suspicious = 10

/**
 * What recorded mails say about their addresses: nobody there is suppressed at once, what was refused or given up is
 * counted and suppressed after three events in a row, a success begins anew. Most mails are the latter and cost no write.
 * Never throws: what cannot be noted now is noted at the next event.
 */
export async function noteOutcomes(ctx: Context, results: readonly Recorded[]): Promise<void> {
  try {
    const told = await toOwnAddress(ctx, results)
    await beginAnew(
      ctx,
      told.filter(({ state }) => state === 'sent'),
    )
    const gone = told.filter(({ outcome }) => outcome.kind === 'gone')
    const failed = told.filter(({ state, outcome }) => state === 'failed' && meaningOf(outcome.answer) !== 'ofUs')
    const tired = await keepCount(ctx, failed)
    await suppressSubscribers(ctx, await ofEmail(ctx, [...gone, ...tired].map(reasonOf)))
  } catch (error) {
    ctx.log.error({ err: error, results: results.length }, 'what mails said about their addresses could not be noted')
  }
}

/** Without the mails that a subscriber asked to have sent to another address, to prove that it is theirs. */
async function toOwnAddress(ctx: Context, results: readonly Recorded[]): Promise<readonly Recorded[]> {
  const single = results.filter(({ delivery }) => delivery.rank !== 1).map(({ delivery }) => delivery.eventId)
  if (single.length === 0) return results
  const elsewhere = and(inArray(events.id, single), eq(events.kind, 'subscriber.addressAsked'))
  const rows = await ctx.db.read.select({ id: events.id }).from(events).where(elsewhere)
  const asked = new Set(rows.map(({ id }) => id))
  return results.filter(({ delivery }) => !asked.has(delivery.eventId))
}

/**
 * A mail that its server took may still come back, and after one that did the next success proves nothing yet: those
 * whose mail before this one bounced keep their count.
 */
async function beginAnew(ctx: Context, sent: readonly Recorded[]): Promise<void> {
  const pairs = JSON.stringify(
    sent.map(({ delivery }) => ({ subscriber: delivery.recipientId, delivery: delivery.id })),
  )
  // CROSS JOIN, so that the few are looked up and not the whole list walked.
  const failing = sql`
    select subscribers.id from json_each(${pairs}) cross join subscribers on subscribers.id = value->>'subscriber'
    where failures > 0 and channel = 'email' and 'bounced' is not (
      select state from deliveries as before where before.recipient_kind = 'subscriber'
      and before.recipient_id = subscribers.id and before.id < value->>'delivery' order by before.id desc limit 1)`
  if ((await ctx.db.read.all(sql`${failing} limit 1`)).length === 0) return
  await keep(ctx, (tx) => tx.run(sql`update subscribers set failures = 0 where id in (${failing})`))
}

/** @returns those for whom it was once too often */
async function keepCount(ctx: Context, failed: readonly Recorded[]): Promise<Recorded[]> {
  const blamed = await withoutOurFault(ctx, failed)
  if (blamed.length === 0) return []
  const counted = await keep(ctx, (tx) => countFailures(tx, idsOf(blamed)))
  const often = new Set(counted.filter(({ failures }) => failures >= enough).map(({ id }) => id))
  return blamed.filter(({ delivery }) => often.has(delivery.recipientId))
}

/** @param ids subscribers' numbers, as a JSON list */
export async function countFailures(tx: Tx, ids: string): Promise<{ id: number; failures: number }[]> {
  return tx.all(sql`
    update subscribers set failures = failures + 1 where id in (select value from json_each(${ids}))
    and +channel = 'email' and +state in ('active', 'paused') returning id, failures`)
}

async function withoutOurFault(ctx: Context, failed: readonly Recorded[]): Promise<readonly Recorded[]> {
  if (failed.length === 0) return failed
  const ids = JSON.stringify([...new Set(failed.map(({ delivery }) => delivery.eventId))])
  const rows = await ctx.db.read.all<{ id: number }>(sql`
    select event_id as id from fan_outs where event_id in (select value from json_each(${ids}))
    and channel = 'email' and failed > ${suspicious} and failed > sent`)
  const ours = new Set(rows.map(({ id }) => id))
  return failed.filter(({ delivery }) => !ours.has(delivery.eventId))
}

/** A mail to the owner of an endpoint says nothing about the endpoint. */
async function ofEmail(ctx: Context, all: readonly Suppression[]): Promise<Suppression[]> {
  if (all.length === 0) return []
  const byMail = and(
    inArray(
      subscribers.id,
      all.map(({ id }) => id),
    ),
    eq(subscribers.channel, 'email'),
  )
  const rows = await ctx.db.read.select({ id: subscribers.id }).from(subscribers).where(byMail)
  const ids = new Set(rows.map(({ id }) => id))
  return all.filter(({ id }) => ids.has(id))
}

const idsOf = (results: readonly Recorded[]) => JSON.stringify(results.map(({ delivery }) => delivery.recipientId))

const reasonOf = ({ delivery, outcome }: Recorded): Suppression => ({
  id: delivery.recipientId,
  reason: outcome.answer.slice(0, 300),
})
