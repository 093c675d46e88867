import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Context } from '../api/context/context.ts'
import type { Transport } from '../api/delivery/email.ts'
import { startRelay } from '../api/delivery/relay.ts'

/** Runs the relay until nothing is left that could be done at this time. */
export async function deliverAll(ctx: Context, transport: Transport): Promise<void> {
  const relay = startRelay(ctx, { transport, alone: true })
  try {
    await untilQuiet(ctx)
  } finally {
    await relay.stop()
  }
}

/** @throws after `ms` milliseconds, with what is left */
export async function untilQuiet(ctx: Context, ms = 15_000): Promise<void> {
  const until = Date.now() + ms
  for (;;) {
    const left = await leftToDo(ctx)
    if (left.length === 0) return
    if (Date.now() > until) throw new Error(`Still to be delivered: ${JSON.stringify(left)}`)
    await sleep(ms > 15_000 ? 200 : 5)
  }
}

async function leftToDo(ctx: Context): Promise<unknown[]> {
  const now = ctx.now().getTime()
  return ctx.db.read.all(sql`
    select 'event' as what, id from events where tell in ('list', 'subscriber')
      and coalesce(not_before, 0) <= ${now} and not exists (select 1 from fan_outs where event_id = events.id)
    union all select 'fan-out', event_id from fan_outs join events on events.id = event_id
      where expanded_at is null and coalesce(not_before, 0) <= ${now}
    union all select state, id from deliveries
      where state in ('waiting', 'leased') or (state = 'retrying' and next_try_at <= ${now})
    limit 5`)
}
