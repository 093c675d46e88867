import { sql } from 'drizzle-orm'
import type { Tx } from '../../../db/open.ts'
import { page, type subscriberImports } from '../../../db/schema.ts'
import type { Hearing } from '../../../db/vocabulary.ts'
import type { Context } from '../../context/context.ts'
import type { Record } from '../../events/commit.ts'
import { usualKinds } from '../choice.ts'
import { askToResume } from '../resumeDue.ts'
import { askThese } from './askThese.ts'
import type { Row } from './rowOf.ts'

type List = typeof subscriberImports.$inferSelect

export type Inserted = { added: number; asked: number; from: number; to: number }

/**
 * Adds those of a stretch who are not on the list yet. Who is keeps state and choices: an import makes nobody active who
 * left, paused or cannot be reached.
 * @param rows JSON of `Row[]`
 */
export async function insertPart(tx: Tx, ctx: Context, record: Record, list: List, rows: string): Promise<Inserted> {
  const made = await insertSubscribers(tx, ctx, list, rows)
  if (made.length > 0) await insertChoices(tx, made, JSON.parse(rows) as Row[])
  for (const { id, pausedUntil } of made) if (pausedUntil) await askToResume(tx, String(id), new Date(pausedUntil))
  const pending = made.filter(({ state }) => state === 'pending')
  const asked = await askThese(tx, ctx, record, pending)
  const ids = made.map(({ id }) => id)
  return { added: made.length, asked, from: Math.min(...ids), to: Math.max(...ids) }
}

type Made = { id: number; key: string; state: string; pausedUntil: number | null }

async function insertSubscribers(tx: Tx, ctx: Context, list: List, rows: string): Promise<Made[]> {
  const [own] = await tx.select({ language: page.language }).from(page)
  const now = ctx.now().getTime()
  // Who was refused or said no stays so, wherever the list comes from; the others are active only if they agreed.
  const state = list.attested
    ? sql`case when said ->> 'pausedUntil' <= ${now} then 'active' else coalesce(said ->> 'state', 'active') end`
    : sql`case when said ->> 'state' in ('unsubscribed', 'suppressed') then said ->> 'state' else 'pending' end`
  const hears = (kind: Hearing) =>
    sql`case when said -> 'kinds' is null then ${usualKinds.includes(kind)}
      else exists (select 1 from json_each(said -> 'kinds') where value = ${kind}) end`
  const confirmed = sql`min(said ->> 'confirmedAt', ${now})`
  return tx.all<Made>(sql`
    insert into subscribers (channel, address, address_key, state, language, everything, floor,
      hears_incidents, hears_maintenance, hears_postmortems, hears_promises,
      created_at, asked_at, asks, confirmed_at, left_at, paused_until, suppressed_at, suppressed_for, import_id)
    select 'email', said ->> 'address', lower(said ->> 'address'), state,
      coalesce(said ->> 'language', ${own?.language ?? 'en'}), said -> 'components' is null,
      coalesce(said ->> 'floor', 'all'), ${hears('incidents')}, ${hears('maintenance')}, ${hears('postmortems')},
      ${hears('promises')}, ${now}, ${now}, '[]',
      case state when 'pending' then null when 'active' then coalesce(${confirmed}, ${now}) else ${confirmed} end,
      case when state = 'unsubscribed' then ${now} end,
      case when state = 'paused' then said ->> 'pausedUntil' end,
      case when state = 'suppressed' then ${now} end,
      case when state = 'suppressed' then coalesce(said ->> 'reason', 'imported as unreachable') end, ${list.id}
    from (select said, ${state} as state from (select value as said from json_each(${rows})))
    where true on conflict (channel, address_key) do nothing
    returning id, address_key as key, state, paused_until as pausedUntil`)
}

async function insertChoices(tx: Tx, made: readonly Made[], rows: readonly Row[]) {
  const idOf = new Map(made.map(({ id, key }) => [key, id]))
  const chosen = rows.flatMap(({ address, components = [] }) => {
    const id = idOf.get(address.toLowerCase())
    return id === undefined ? [] : components.map((component) => [id, component])
  })
  await tx.run(sql`
    insert into subscriber_components (subscriber_id, component_id)
    select value ->> 0, value ->> 1 from json_each(${JSON.stringify(chosen)})`)
}
