import { and, desc, eq, lt, or } from 'drizzle-orm'
import { subscriberImports } from '../../db/schema.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { cursorAfter, type Page, readCursor } from './cursor.ts'

export type ImportRow = Omit<typeof subscriberImports.$inferSelect, 'actor'> & {
  state: 'running' | 'finished' | 'stopped'
}

/** Imports of lists, newest first. */
export async function listImports(
  ctx: Context,
  asked: { limit: number; after?: string | undefined },
): Promise<Page<ImportRow>> {
  requireAdministrator(ctx)
  const { startedAt, id } = subscriberImports
  const from = asked.after ? readCursor(asked.after) : undefined
  const rows = await ctx.db.read
    .select()
    .from(subscriberImports)
    .where(from && or(lt(startedAt, from.at), and(eq(startedAt, from.at), lt(id, from.id))))
    .orderBy(desc(startedAt), desc(id))
    .limit(asked.limit + 1)
  const last = rows.length > asked.limit ? rows[asked.limit - 1] : undefined
  return {
    items: rows.slice(0, asked.limit).map(importRow),
    next: last ? cursorAfter(last.startedAt, last.id) : null,
  }
}

/** How far an import is, and what it did. @throws missing */
export async function readImport(ctx: Context, id: string): Promise<ImportRow> {
  return importRow(await importOf(ctx, id))
}

/** @throws missing, forbidden */
export async function importOf(ctx: Context, id: string): Promise<typeof subscriberImports.$inferSelect> {
  requireAdministrator(ctx)
  const [row] = await ctx.db.read.select().from(subscriberImports).where(eq(subscriberImports.id, id))
  if (!row) throw missing('import')
  return row
}

export function importRow({ actor: _, ...row }: typeof subscriberImports.$inferSelect): ImportRow {
  const state = !row.finishedAt ? 'running' : row.done < row.lines ? 'stopped' : 'finished'
  return { ...row, state }
}
