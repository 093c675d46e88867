import { and, asc, count, gt, isNull, lte } from 'drizzle-orm'
import { components, subscriberComponents, subscribers } from '../../../db/schema.ts'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { type Cell, csvLine, unguarded } from '../../context/csv.ts'
import { csvLines } from '../../context/csvLines.ts'
import { commit } from '../../events/commit.ts'
import { kindsOf } from '../choice.ts'
import { nothing } from './rowOf.ts'

/** What an import reads back, and what it does not: an endpoint's address is a secret, so it is named by its host. */
export const exportedColumns = [
  'address',
  'channel',
  'state',
  'confirmed at',
  'paused until',
  'components',
  'kinds',
  'floor',
  'language',
  'reason',
] as const

/** So many are read at once: the list is never in memory as a whole. */
const atOnce = 400

/**
 * All subscribers, as lines for a CSV file, oldest first. That somebody took the list stands in the log.
 * @returns batches of cells, read while they are taken
 */
export async function exportSubscribers(ctx: Context): Promise<AsyncGenerator<Cell[][]>> {
  requireAdministrator(ctx)
  await commit(ctx, {}, async (tx, record) => {
    const [row] = await tx.select({ n: count() }).from(subscribers)
    const after = { subscribers: row?.n ?? 0 }
    await record({ kind: 'subscribers.exported', subject: 'subscribers', after, audience: 'internal' })
    return 'subscribers'
  })
  return batches(ctx, await namesOf(ctx))
}

async function* batches(ctx: Context, names: Map<string, string>): AsyncGenerator<Cell[][]> {
  for (let cursor = 0; ; ) {
    const rows = await ctx.db.read
      .select()
      .from(subscribers)
      .where(gt(subscribers.id, cursor))
      .orderBy(asc(subscribers.id))
      .limit(atOnce)
    const last = rows.at(-1)
    if (!last) return
    const chosen = await chosenBetween(ctx, cursor, last.id)
    yield rows.map((row) => cellsOf(row, chosen.get(row.id) ?? [], names))
    cursor = last.id
  }
}

type Row = typeof subscribers.$inferSelect

function cellsOf(row: Row, chosen: readonly string[], names: Map<string, string>): Cell[] {
  const components = chosen.flatMap((id) => names.get(id) ?? [])
  return [
    row.channel === 'email' ? row.address : row.host,
    row.channel,
    row.state,
    row.confirmedAt,
    row.state === 'paused' ? row.pausedUntil : null,
    row.everything ? '' : components.join('|') || nothing,
    kindsOf(row).join('|') || nothing,
    row.floor,
    row.language,
    row.state === 'suppressed' ? row.suppressedFor : null,
  ]
}

async function chosenBetween(ctx: Context, above: number, upTo: number): Promise<Map<number, string[]>> {
  const { subscriberId, componentId } = subscriberComponents
  const rows = await ctx.db.read
    .select()
    .from(subscriberComponents)
    .where(and(gt(subscriberId, above), lte(subscriberId, upTo)))
    .orderBy(asc(subscriberId), asc(componentId))
  const found = new Map<number, string[]>()
  for (const row of rows) found.set(row.subscriberId, [...(found.get(row.subscriberId) ?? []), row.componentId])
  return found
}

/** How each component is written so that an import finds it again: by name, or by id where the name is not its alone. */
async function namesOf(ctx: Context): Promise<Map<string, string>> {
  const rows = await ctx.db.read
    .select({ id: components.id, name: components.name })
    .from(components)
    .where(isNull(components.retiredAt))
  const plain = (name: string) => name.trim().toLowerCase()
  const taken = new Map<string, number>()
  for (const { id, name } of rows)
    for (const word of new Set([plain(name), id])) taken.set(word, (taken.get(word) ?? 0) + 1)
  const alone = (name: string) => taken.get(plain(name)) === 1 && plain(name) !== nothing
  return new Map(rows.map(({ id, name }) => [id, alone(name) && survives(name.trim()) ? name.trim() : id]))
}

/** Whether a name is read back from a cell as it was written into it, alone or among others. */
function survives(name: string): boolean {
  const [read] = csvLines(csvLine([name]), ',')
  return unguarded(read?.cells?.[0] ?? '') === name && !/[|@]|^'/.test(name)
}
