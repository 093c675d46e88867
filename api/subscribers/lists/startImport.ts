import { setImmediate as breath } from 'node:timers/promises'
import { isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader, Tx } from '../../../db/open.ts'
import { components, due, subscriberImportParts, subscriberImports } from '../../../db/schema.ts'
import { type Context, refOf, requireAdministrator } from '../../context/context.ts'
import { newId } from '../../context/ids.ts'
import { printable } from '../../context/text.ts'
import { valid } from '../../context/valid.ts'
import { commit, type IdempotencyKey } from '../../events/commit.ts'
import { countKnown } from './countKnown.ts'
import { refuseOddText } from './listText.ts'
import { type ReadList, readList } from './readList.ts'
import type { Names, Row } from './rowOf.ts'

export const StartImport = z.object({
  name: z
    .string()
    .transform((name) => printable(name).replace(/\s+/g, ' ').trim().slice(0, 120))
    .default(''),
  csv: z.string('A list is needed.'),
  /** All on it agreed, which the log keeps as said by whoever imports; otherwise each is asked by mail to confirm. */
  attested: z.boolean('Say whether everybody on the list has agreed, or is to be asked.'),
  dryRun: z.boolean().default(false),
})

/** So many people in one transaction: asking one of them writes more than adding one. */
const stretch = { attested: 500, asking: 100 }

/**
 * Takes a list of mail addresses, reads all of it, and has the clock work it off (`importSome`). A dry run says what would
 * happen, and writes nobody down.
 * @param input `csv` as in docs/api.md, at most 15 MB and 100,000 lines
 * @returns the import's id
 * @throws invalid on `csv` for what is no list at all; tooLarge. Single lines that cannot be taken are in its report.
 */
export async function startImport(
  ctx: Context,
  input: z.input<typeof StartImport>,
  key?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const { name, csv, attested, dryRun } = valid(StartImport, input)
  refuseOddText(csv)
  const list = await readList(csv, await namesOf(ctx.db.read))
  const known = dryRun ? await countKnown(ctx.db.read, list.rows) : 0
  const id = newId()
  return commit(ctx, { key }, async (tx, record) => {
    const own = { id, actor: refOf(ctx.actor), name: name || 'Pasted list', attested, dryRun, startedAt: ctx.now() }
    const { lines, refused, repeated, errors } = list
    const settled = dryRun || list.rows.length === 0
    const found = settled
      ? { done: lines, known, added: list.rows.length - known, finishedAt: ctx.now() }
      : { done: refused + repeated }
    await tx.insert(subscriberImports).values({ ...own, lines, refused, repeated, errors, ...found })
    if (!settled) await leaveToClock(tx, ctx, id, stretchesOf(list, attested ? stretch.attested : stretch.asking))
    const after = { name: own.name, lines, refused, attested, dryRun }
    await record({ kind: 'subscribers.importAsked', subject: id, after, audience: 'internal' })
    return id
  })
}

async function namesOf(reader: Pick<Reader, 'select'>): Promise<Names> {
  const rows = await reader
    .select({ id: components.id, name: components.name })
    .from(components)
    .where(isNull(components.retiredAt))
  const names: Names = new Map()
  for (const { id, name } of rows) {
    const plain = name.trim().toLowerCase()
    names.set(plain, names.has(plain) ? undefined : id)
  }
  for (const { id } of rows) names.set(id, id)
  return names
}

function stretchesOf({ rows }: ReadList, size: number): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => rows.slice(n * size, (n + 1) * size))
}

/** The whole list and the clock's task in one transaction; reads are served in between. */
async function leaveToClock(tx: Tx, ctx: Context, importId: string, stretches: Row[][]): Promise<void> {
  for (const [number, rows] of stretches.entries()) {
    await tx.insert(subscriberImportParts).values({ importId, number, lines: rows.length, rows: JSON.stringify(rows) })
    if (number % 20 === 19) await breath()
  }
  await tx.insert(due).values({ kind: 'subscribers.import', subject: importId, at: ctx.now() })
}
