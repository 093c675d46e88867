import { components } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { commit } from '../events/commit.ts'
import type { Planned } from './plan.ts'
import { type PlannedComponent, planComponents } from './planComponents.ts'
import type { Report } from './report.ts'

/**
 * Adds the components that the file names and we lack, ids kept. A page that shows components of its own, none of them the
 * file's, goes on showing those: the file's come in retired, so that history has its names.
 */
export async function importComponents(
  ctx: Context,
  planned: readonly Planned[],
  listedApart: readonly unknown[],
  report: Report,
): Promise<void> {
  const all = planComponents(planned, listedApart)
  const here = new Set((await ctx.db.read.select({ id: components.id }).from(components)).map(({ id }) => id))
  const missing = all.filter(({ row }) => !here.has(row.id))
  const [first] = missing
  if (!first) return
  const foreign = here.size > 0 && all.every(({ row }) => !here.has(row.id))
  const rows = missing.map(({ row, listed }) => (foreign && listed ? { ...row, retiredAt: ctx.now() } : row))
  await commit(ctx, {}, async (tx, record) => {
    for (const row of rows) {
      await tx.insert(components).values(row)
      const after = { name: row.name, imported: true, retired: Boolean(row.retiredAt) }
      await record({ kind: 'component.added', subject: row.id, after, audience: 'public' })
    }
    return first.row.id
  })
  report.components.added += rows.length
  report.components.retired += rows.filter((row) => row.retiredAt).length
  remark(missing, foreign, report)
}

function remark(missing: readonly PlannedComponent[], foreign: boolean, report: Report) {
  for (const { row, listed } of missing) {
    const about = `component ${row.id} (${row.name})`
    if (!listed)
      report.notes.push({
        kind: 'remark',
        about,
        reason: 'only old updates name it: kept for them, not shown on the page',
      })
    else if (foreign)
      report.notes.push({
        kind: 'remark',
        about,
        reason: 'the page has components of its own: kept for history, not shown on the page',
      })
  }
}
