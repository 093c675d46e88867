import { eq, sql } from 'drizzle-orm'
import type { Context } from '../api/context/context.ts'
import { subscriberComponents, subscribers } from '../db/schema.ts'
import { begins } from './cast.ts'

type More = Partial<typeof subscribers.$inferInsert> & {
  /** Component ids; without them everything. */
  only?: string[]
}

/** Writes a subscriber's row; confirmed, unless `more` says otherwise. */
export async function addSubscriber(ctx: Context, address: string, { only, ...more }: More): Promise<number> {
  return ctx.db.write('urgent', async (tx) => {
    const state = more.state ?? 'active'
    const confirmed = state === 'pending' ? {} : { confirmedAt: begins }
    const at = { createdAt: begins, askedAt: begins, asks: [], ...confirmed }
    const row = { address, addressKey: address.toLowerCase(), state, everything: !only, ...at, ...more }
    const [made] = await tx.insert(subscribers).values(row).returning({ id: subscribers.id })
    const subscriberId = made?.id as number
    for (const componentId of only ?? []) await tx.insert(subscriberComponents).values({ subscriberId, componentId })
    return subscriberId
  })
}

/** Writes many rows at once: reader1@example.org, reader2@example.org, … */
export async function addSubscribers(ctx: Context, count: number): Promise<void> {
  const at = begins.getTime()
  await ctx.db.write('urgent', (tx) =>
    tx.run(sql`
      insert into subscribers (channel, address, address_key, state, everything, created_at, asked_at, asks, confirmed_at)
      with recursive n(n) as (select 1 union all select n + 1 from n where n < ${count})
      select 'email', 'reader' || n || '@example.org', 'reader' || n || '@example.org', 'active', 1, ${at}, ${at}, '[]', ${at} from n`),
  )
}

/** A subscriber as the table has it. */
export async function subscriberOf(ctx: Context, address: string) {
  const [row] = await ctx.db.read.select().from(subscribers).where(eq(subscribers.addressKey, address.toLowerCase()))
  return row
}
