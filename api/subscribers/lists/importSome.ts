import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/open.ts'
import { due, subscriberImportParts, subscriberImports } from '../../../db/schema.ts'
import type { Context } from '../../context/context.ts'
import type { Record } from '../../events/commit.ts'
import { commitIfNew } from '../../events/commitIfNew.ts'
import type { Due } from '../../events/once.ts'
import { insertPart } from './insertPart.ts'

/** Other tasks of the clock wait no longer than this for a list (milliseconds). */
const slice = 250

/**
 * Works off an import for a while. For the clock, which comes back until it is done; whoever dies in between leaves whole
 * stretches behind, so nobody is added twice and nobody left out.
 * @returns whether anything was done
 */
export async function importSome(ctx: Context, task: Due): Promise<boolean> {
  const until = performance.now() + slice
  let done = false
  do {
    if (!(await importPart(ctx, task.subject))) return done
    done = true
  } while (performance.now() < until)
  return done
}

/**
 * One stretch of an import: its people, its counts and its place in the list in one transaction.
 * @returns false when nothing is left to do
 */
export async function importPart(ctx: Context, importId: string): Promise<boolean> {
  const taken = await commitIfNew(ctx, async (tx, record) => {
    const [list] = await tx.select().from(subscriberImports).where(eq(subscriberImports.id, importId))
    const part = await takePart(tx, importId)
    if (!list || !part) return undefined
    await take(tx, ctx, record, list, part)
    return importId
  })
  return taken !== undefined
}

type Part = typeof subscriberImportParts.$inferSelect

/** What is taken is taken away; of two processes under the write lock each gets another one. */
async function takePart(tx: Tx, importId: string): Promise<Part | undefined> {
  const mine = eq(subscriberImportParts.importId, importId)
  const first = sql`(select min(number) from subscriber_import_parts where import_id = ${importId})`
  const [part] = await tx
    .delete(subscriberImportParts)
    .where(and(mine, eq(subscriberImportParts.number, first)))
    .returning()
  return part
}

async function take(
  tx: Tx,
  ctx: Context,
  record: Record,
  list: typeof subscriberImports.$inferSelect,
  part: Part,
): Promise<void> {
  const { added, asked, from, to } = await insertPart(tx, ctx, record, list, part.rows)
  const finished = list.done + part.lines >= list.lines
  await tx
    .update(subscriberImports)
    .set({
      done: list.done + part.lines,
      added: list.added + added,
      asked: list.asked + asked,
      known: list.known + part.lines - added,
      ...(finished ? { finishedAt: ctx.now() } : {}),
    })
    .where(eq(subscriberImports.id, list.id))
  if (finished) await dismiss(tx, ctx, list.id)
  // Numbers only grow under the write lock, so both ends name exactly those who came with this stretch.
  const after = { attested: list.attested, added, known: part.lines - added, ...(added > 0 ? { from, to } : {}) }
  await record({ kind: 'subscribers.imported', subject: list.id, after, audience: 'internal' })
}

/** The clock need not come back. */
export async function dismiss(tx: Tx, ctx: Context, importId: string): Promise<void> {
  await tx
    .update(due)
    .set({ doneAt: ctx.now() })
    .where(and(eq(due.kind, 'subscribers.import'), eq(due.subject, importId)))
}
