import { desc } from 'drizzle-orm'
import { subscriberImports } from '../../db/schema.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { type ImportRow, importOf, importRow } from './imports.ts'
import { whoOf } from './manageWho.ts'
import { readPage } from './pageView.ts'
import type { Moment, Times } from './times.ts'

/** An import as the panel shows it: what it is called, how far it is, who started it. */
export type ImportLine = ImportRow & { href: string; at: Moment; finished: Moment | undefined; who: string }

/** The newest imports, and whether one of them runs. */
export async function readImports(ctx: Context, limit = 20): Promise<ImportLine[]> {
  requireAdministrator(ctx)
  const rows = await ctx.db.read
    .select()
    .from(subscriberImports)
    .orderBy(desc(subscriberImports.startedAt), desc(subscriberImports.id))
    .limit(limit)
  return linesOf(ctx, rows)
}

/** One import with its report. @throws missing */
export async function readImportDesk(ctx: Context, id: string): Promise<ImportLine> {
  const [line] = await linesOf(ctx, [await importOf(ctx, id)])
  return line as ImportLine
}

async function linesOf(ctx: Context, rows: (typeof subscriberImports.$inferSelect)[]): Promise<ImportLine[]> {
  const { times } = await readPage(ctx)
  const who = await whoOf(
    ctx,
    rows.map(({ actor }) => actor),
  )
  return rows.map((row) => lineOf(row, times, who))
}

function lineOf(row: typeof subscriberImports.$inferSelect, times: Times, who: (ref: string) => string): ImportLine {
  return {
    ...importRow(row),
    href: `/manage/subscribers/imports/${row.id}`,
    at: times.on(row.startedAt),
    finished: row.finishedAt ? times.on(row.finishedAt) : undefined,
    who: who(row.actor),
  }
}
