import { sql } from 'drizzle-orm'
import type { Context } from '../../context/context.ts'
import { keep } from '../../events/keep.ts'
import { withoutAddress } from '../smtpOutcome.ts'
import type { Returned } from '../verp.ts'
import { recognise } from './recognise.ts'
import { recordBounce } from './recordBounce.ts'
import { recordComplaint } from './recordComplaint.ts'
import { meaningOfBounce, type Report } from './report.ts'

export type Taken = {
  /** What changed something. */
  noted: number
  /** Known already, or about no mail of ours. */
  ignored: number
}

/**
 * Takes what mail servers and providers say of our mails. Nothing is ever answered.
 * @param trusted whoever says it is authorised; without that only what proves itself is believed
 * @throws busy: say it again later; what was noted before is known then
 */
export async function takeReports(ctx: Context, reports: readonly Report[], trusted: boolean): Promise<Taken> {
  const taken = { noted: 0, ignored: 0 }
  for (const report of reports) {
    const returned = await recognise(ctx, report, trusted)
    if (returned && (await note(ctx, report, returned))) taken.noted++
    else taken.ignored++
  }
  return taken
}

async function note(ctx: Context, report: Report, returned: Returned): Promise<boolean> {
  if (report.kind === 'complaint') return recordComplaint(ctx, returned)
  const reason = withoutAddress(report.answer, returned.address).slice(0, 300)
  if (report.kind === 'bounce') return recordBounce(ctx, returned, meaningOfBounce(report), reason)
  return noteDelay(ctx, returned, reason)
}

/** For a manager who asks why somebody has heard nothing yet; no more than that. */
async function noteDelay(ctx: Context, { delivery }: Returned, reason: string): Promise<boolean> {
  if (delivery === undefined) return false
  const { rowsAffected } = await keep(ctx, (tx) =>
    tx.run(sql`update deliveries set outcome = ${`delayed: ${reason}`} where id = ${delivery} and state = 'sent'`),
  )
  return rowsAffected > 0
}
