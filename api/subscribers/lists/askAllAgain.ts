import { sql } from 'drizzle-orm'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { commitIfNew } from '../../events/commitIfNew.ts'
import { wantsSomething } from '../wanting.ts'
import { askThese, type Unconfirmed } from './askThese.ts'

/** How many were sent the mail again, how many were written to lately, and how many were not looked at in time. */
export type AskedAgain = { asked: number; lately: number; left: number }

const atOnce = 100

/** Nobody looks at a page that loads for longer than this (milliseconds); whoever is left can be asked by another press. */
const patience = 10_000

/**
 * Asks all who have not confirmed once more, as far as the limits of their mailboxes allow. Doing it twice asks nobody
 * twice.
 */
export async function askAllAgain(ctx: Context): Promise<AskedAgain> {
  requireAdministrator(ctx)
  const until = performance.now() + patience
  const done = { asked: 0, lately: 0 }
  let cursor = 0
  for (;;) {
    const some = await unconfirmedAfter(ctx, cursor)
    if (some.length === 0) return { ...done, left: 0 }
    if (performance.now() > until) return { ...done, left: await countAfter(ctx, cursor) }
    const asked = await askSome(ctx, some)
    done.asked += asked
    done.lately += some.length - asked
    cursor = some.at(-1)?.id as number
  }
}

/** @returns how many of them were asked */
async function askSome(ctx: Context, some: readonly Unconfirmed[]): Promise<number> {
  let asked = 0
  await commitIfNew(ctx, async (tx, record) => {
    // They may have confirmed while we looked.
    const still = await tx.all<Unconfirmed>(sql`
      ${unconfirmed} and id in (select value from json_each(${JSON.stringify(some.map(({ id }) => id))})) order by id`)
    asked = await askThese(tx, ctx, record, still)
    return asked > 0 ? String(asked) : undefined
  })
  return asked
}

const unconfirmed = sql`
  select id, case channel when 'email' then address_key else lower(owner_address) end as key from subscribers
  where state = 'pending' and (channel = 'email' or owner_address is not null) and ${wantsSomething}`

function unconfirmedAfter(ctx: Context, cursor: number): Promise<Unconfirmed[]> {
  return ctx.db.read.all<Unconfirmed>(sql`${unconfirmed} and id > ${cursor} order by id limit ${atOnce}`)
}

async function countAfter(ctx: Context, cursor: number): Promise<number> {
  const [row] = await ctx.db.read.all<{ n: number }>(
    sql`select count(*) as n from subscribers where state = 'pending' and ${wantsSomething} and id > ${cursor}`,
  )
  return row?.n ?? 0
}
