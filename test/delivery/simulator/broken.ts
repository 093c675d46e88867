import { sql } from 'drizzle-orm'
import type { Context } from '../../../api/context/context.ts'
import type { Tx } from '../../../db/open.ts'
import { type Parts, parts } from './parts.ts'

/** Each a fault that somebody could build in, and the law that must notice it. */
export const broken: { fault: string; law: string; parts: Partial<Parts> }[] = [
  {
    fault: 'a result is believed whatever its fence says',
    law: 'fence',
    parts: {
      async settle(ctx, results) {
        const rows = await ctx.db.read.all<{ id: number; fence: number }>(sql`select id, fence from deliveries`)
        const fences = new Map(rows.map(({ id, fence }) => [id, fence]))
        const newest = results.map(({ delivery, outcome }) => ({
          delivery: { ...delivery, fence: fences.get(delivery.id) ?? 0 },
          outcome,
        }))
        await parts.settle(ctx, newest)
      },
    },
  },
  {
    fault: 'a lease raises no fence',
    law: 'fence',
    parts: {
      async lease(ctx, owner, most) {
        const lowered = sql`update deliveries set fence = fence - 1 where lease_owner = ${owner} and fence > 0`
        const taken = await parts.lease(
          alsoWriting(ctx, (tx) => tx.run(lowered)),
          owner,
          most,
        )
        return taken.map((delivery) => ({ ...delivery, fence: delivery.fence - 1 }))
      },
    },
  },
  {
    fault: 'the cursor is committed before the rows that it stands for',
    law: 'lost',
    parts: {
      async expand(ctx, size) {
        const late: Late[] = []
        const took = await parts.expand(
          within(ctx, (tx, work) => withoutRows(tx, work, late)),
          size,
        )
        for (const row of late) await ctx.db.write('background', (tx) => putIn(tx, row))
        return took
      },
    },
  },
  {
    fault: 'somebody else’s lease is freed before its time',
    law: 'lease',
    parts: {
      renew(ctx, owner, holds) {
        const freed = sql`update deliveries set state = 'waiting', lease_owner = null, lease_until = null
          where state = 'leased' and lease_owner <> ${owner}`
        return parts.renew(
          alsoWriting(ctx, (tx) => tx.run(freed)),
          owner,
          holds,
        )
      },
    },
  },
  {
    fault: 'what was taken over meanwhile is given back all the same',
    law: 'lease',
    parts: {
      async giveBack(ctx, _owner, taken) {
        const ids = JSON.stringify(taken.map(({ id }) => id))
        const freed = sql`update deliveries set state = 'waiting', lease_owner = null, lease_until = null
          where state = 'leased' and id in (select value from json_each(${ids}))`
        await ctx.db.write('background', (tx) => tx.run(freed))
      },
    },
  },
  {
    fault: 'a result is forgotten now and then',
    law: 'repeats',
    parts: {
      settle: (ctx, results) => parts.settle(ctx, results.length > 1 ? results.slice(1) : results),
    },
  },
  {
    fault: 'what was sent is counted twice',
    law: 'counters',
    parts: {
      settle: (ctx, results) =>
        parts.settle(
          alsoWriting(ctx, (tx) => tx.run(sql`update fan_outs set sent = sent + 1`)),
          results,
        ),
    },
  },
  {
    fault: 'what was sent goes back to the queue',
    law: 'forward',
    parts: {
      async freeAll(ctx) {
        const again = sql`update deliveries set state = 'waiting' where state in ('leased', 'sent')`
        await ctx.db.write('background', (tx) => tx.run(again))
        return 0
      },
    },
  },
  { fault: 'who left is not looked at once more', law: 'wanted', parts: { looksAgain: false } },
]

/** The same context, whose write transactions do something around their work. */
function within(ctx: Context, around: <T>(tx: Tx, work: () => Promise<T>) => Promise<T>): Context {
  const write: Context['db']['write'] = (urgency, work) => ctx.db.write(urgency, (tx) => around(tx, () => work(tx)))
  return { ...ctx, db: { ...ctx.db, write } }
}

function alsoWriting(ctx: Context, more: (tx: Tx) => Promise<unknown>): Context {
  return within(ctx, async (tx, work) => {
    const value = await work()
    await more(tx)
    return value
  })
}

type Late = { eventId: number; recipientId: number }

/** Takes the rows out again that the work put in; their counter goes with them. */
async function withoutRows<T>(tx: Tx, work: () => Promise<T>, late: Late[]): Promise<T> {
  const newest = sql`select coalesce(max(id), 0) as id from deliveries`
  const [before] = await tx.all<{ id: number }>(newest)
  const value = await work()
  const made = sql`from deliveries where id > ${before?.id ?? 0}`
  late.push(...(await tx.all<Late>(sql`select event_id as eventId, recipient_id as recipientId ${made}`)))
  await tx.run(sql`delete ${made}`)
  for (const { eventId } of late)
    await tx.run(sql`update fan_outs set waiting = waiting - 1 where event_id = ${eventId}`)
  return value
}

async function putIn(tx: Tx, { eventId, recipientId }: Late) {
  await tx.run(sql`insert into deliveries (event_id, channel, recipient_kind, recipient_id, rank, state)
    values (${eventId}, 'email', 'subscriber', ${recipientId}, 1, 'waiting')`)
  await tx.run(sql`update fan_outs set waiting = waiting + 1 where event_id = ${eventId}`)
}
