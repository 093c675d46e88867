import { shownStates } from '../components/claims.ts'
import type { Context } from '../context/context.ts'
import type { Listed } from './board.ts'
import { standingComponents } from './homeRows.ts'

/** A component or group with the state to show, and the day before which nothing is known of it. */
export type Standing = Listed & { startDate: string | null }

/** Every standing component with the state to show, in the page's order: a group, then what is in it. */
export async function listedComponents(ctx: Context): Promise<Standing[]> {
  const [rows, shown] = await Promise.all([standingComponents(ctx.db.read), shownStates(ctx.db.read)])
  const stated = rows.map((row) => ({ ...row, state: shown.get(row.id) ?? ('operational' as const) }))
  const inside = Map.groupBy(stated, (row) => row.groupId)
  return (inside.get(null) ?? []).flatMap((row) => [row, ...(inside.get(row.id) ?? [])])
}

/** A component that the page lists now; groups are none, and some are only listed while they are in trouble. */
export const isListed = (row: Listed): boolean =>
  !row.isGroup && (!row.onlyShowIfDegraded || row.state !== 'operational')
