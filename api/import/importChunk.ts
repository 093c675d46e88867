import { eq } from 'drizzle-orm'
import { isConstraint } from '../../db/busy.ts'
import type { Tx } from '../../db/open.ts'
import { incidents } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { conflict } from '../context/problems.ts'
import { commit } from '../events/commit.ts'
import { deriveStatus } from '../incidents/deriveStatus.ts'
import { insertPostmortem } from './insertPostmortem.ts'
import type { Planned } from './plan.ts'
import type { PlannedUpdate } from './planUpdates.ts'
import type { Report } from './report.ts'
import { impactOf, insertIncident, insertUpdates, type Present, presentOf, renewClaims } from './write.ts'

/** An incident with what is new about it. */
type News = { planned: Planned; isNew: boolean; fresh: PlannedUpdate[] }

/** Writes what a chunk has that we have not, in one transaction; nothing at all when it has nothing new. */
export async function importChunk(ctx: Context, chunk: readonly Planned[], report: Report): Promise<void> {
  const present = await presentOf(ctx.db.read, chunk)
  const news = chunk.map((planned) => newsOf(planned, present, report)).filter((one) => one !== undefined)
  const [first] = news
  if (!first) return
  const written = { claims: 0, publications: 0 }
  try {
    await commit(ctx, {}, async (tx, record) => {
      Object.assign(written, { claims: 0, publications: 0 })
      for (const { planned, isNew, fresh } of news) {
        if (isNew) await insertIncident(tx, ctx, planned, fresh)
        written.claims += isNew ? planned.spans.length : await extend(tx, ctx, planned, fresh)
        if (await insertPostmortem(tx, ctx, planned)) written.publications++
        const { id } = planned.source
        const after = { updates: fresh.length, components: planned.attached }
        await record({ kind: 'incident.imported', subject: id, incidentId: id, after, audience: 'public' })
      }
      return first.planned.source.id
    })
  } catch (error) {
    if (!isConstraint(error)) throw error
    throw conflict(
      'imported-meanwhile',
      'Another import seems to run on this database. Let it end, then run this again.',
    )
  }
  report.claims.added += written.claims
  report.publications.added += written.publications
  count(report, news)
}

/** What is new about an incident, if anything; what is here already is counted. */
function newsOf(planned: Planned, present: Present, report: Report): News | undefined {
  const { id } = planned.source
  const here = present.incidents.get(id)
  const foreign = planned.updates.filter((update) => (present.updates.get(update.id) ?? id) !== id)
  const fresh = planned.updates.filter((update) => !present.updates.has(update.id))
  if (here && !here.imported) {
    report.notes.push({ kind: 'left out', about: id, reason: 'an incident that was opened here has the same id' })
    report.incidents.leftOut++
    report.updates.leftOut += planned.updates.length
    return undefined
  }
  if (foreign.length > 0)
    report.notes.push({
      kind: 'left out',
      about: id,
      reason: 'an update: another incident here has one of the same id',
    })
  report.updates.leftOut += foreign.length
  report.updates.present += planned.updates.length - fresh.length - foreign.length
  if (here && fresh.length === 0) {
    report.incidents.present++
    return undefined
  }
  return { planned, isNew: !here, fresh }
}

/** New updates on an incident that an earlier run brought. */
async function extend(tx: Tx, ctx: Context, planned: Planned, fresh: readonly PlannedUpdate[]): Promise<number> {
  const { id } = planned.source
  await insertUpdates(tx, ctx, planned, fresh)
  const claims = await renewClaims(tx, ctx, planned)
  await tx.update(incidents).set(impactOf(planned)).where(eq(incidents.id, id))
  await deriveStatus(tx, ctx, id)
  return claims
}

function count(report: Report, news: readonly News[]) {
  for (const { isNew, fresh } of news) {
    if (isNew) report.incidents.added++
    else report.incidents.extended++
    report.updates.added += fresh.length
  }
}
