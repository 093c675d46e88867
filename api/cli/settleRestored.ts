import { gte, min, sql } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { events } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { commit } from '../events/commit.ts'

/** What a restored database will not do any more: mails, whole posts, and lists that were on their way in. */
export type Silenced = { deliveries: number; events: number; lists: number }

/**
 * Settles what a backup still meant to mail: those mails may have gone out after it was made, and nobody can tell.
 * @param since what happened then or later is mailed all the same; without it, nothing
 */
export async function settleRestored(ctx: Context, since: Date | undefined): Promise<Silenced> {
  const silenced = { deliveries: 0, events: 0, lists: 0 }
  await commit(ctx, {}, async (tx, record) => {
    const end = await endOfOld(tx, since)
    silenced.deliveries = await skipOpen(tx, ctx, end)
    silenced.events = await closeUnexpanded(tx, ctx, end)
    silenced.lists = await stopImports(tx, ctx)
    const after = { ...silenced, resendSince: since?.toISOString() ?? null }
    await record({ kind: 'database.restored', subject: 'database', after, audience: 'internal' })
    return 'database'
  })
  return silenced
}

/** The first event that is still to be told. Ids, not times, order the log: a clock can jump. */
async function endOfOld(tx: Tx, since: Date | undefined): Promise<number> {
  if (!since) return Number.MAX_SAFE_INTEGER
  const [row] = await tx
    .select({ first: min(events.id) })
    .from(events)
    .where(gte(events.at, since))
  return row?.first ?? Number.MAX_SAFE_INTEGER
}

async function skipOpen(tx: Tx, ctx: Context, end: number): Promise<number> {
  const open = sql`state in ('waiting', 'retrying', 'leased') and event_id < ${end}`
  await tx.run(sql`
    update fan_outs set waiting = max(0, waiting - open.n), skipped = skipped + open.n
    from (select event_id, channel, count(*) as n from deliveries where ${open} group by event_id, channel) as open
    where fan_outs.event_id = open.event_id and fan_outs.channel = open.channel`)
  const { rowsAffected } = await tx.run(sql`
    update deliveries set state = 'skipped', outcome = 'restored from a backup', settled_at = ${ctx.now().getTime()},
    next_try_at = null, lease_owner = null, lease_until = null where ${open}`)
  return rowsAffected
}

/** An event that was not expanded to its end, or not at all, stays as it is. */
async function closeUnexpanded(tx: Tx, ctx: Context, end: number): Promise<number> {
  const now = ctx.now().getTime()
  const halfway = await tx.all<{ id: number }>(
    sql`update fan_outs set expanded_at = ${now} where expanded_at is null and event_id < ${end} returning event_id as id`,
  )
  const unopened = await tx.all<{ id: number }>(sql`
    insert into fan_outs (event_id, channel, expanded_at)
    select id, 'email', ${now} from events
    where tell <> 'nobody' and id < ${end} and id not in (select event_id from fan_outs) returning event_id as id`)
  return new Set([...halfway, ...unopened].map(({ id }) => id)).size
}

/** The rest of a list may have come in after the backup was made, and its people may have been asked. */
async function stopImports(tx: Tx, ctx: Context): Promise<number> {
  const now = ctx.now().getTime()
  await tx.run(sql`delete from subscriber_import_parts`)
  await tx.run(sql`update due set done_at = ${now} where kind = 'subscribers.import' and done_at is null`)
  const { rowsAffected } = await tx.run(
    sql`update subscriber_imports set finished_at = ${now} where finished_at is null`,
  )
  return rowsAffected
}
