import { type ComponentState, componentStates, rankOf } from '../../db/vocabulary.ts'
import { shownStates } from '../components/claims.ts'
import type { Context } from '../context/context.ts'
import { standingComponents } from './homeRows.ts'
import { type Stance, stanceOf } from './words.ts'

/** A component to choose a state for; those outside every group have no group. */
export type Choice = {
  id: string
  name: string
  group: string | undefined
  /** What this incident says of it; undefined while it is not part of it. */
  own: ComponentState | undefined
  /** What the page shows of it, whatever the cause. */
  shown: ComponentState
  stance: Stance
}

/** Every component in the page's order. @param own what the incident at hand says of its components */
export async function choicesOf(ctx: Context, own = new Map<string, ComponentState>()): Promise<Choice[]> {
  const [rows, shown] = await Promise.all([standingComponents(ctx.db.read), shownStates(ctx.db.read)])
  const groups = new Map(rows.filter((row) => row.isGroup).map((row) => [row.id, row]))
  const placeOf = (row: (typeof rows)[number]) => [
    row.groupId ? (groups.get(row.groupId)?.position ?? 0) : row.position,
    row.groupId ? row.position : 0,
  ]
  return rows
    .filter((row) => !row.isGroup)
    .sort((a, b) => compare(placeOf(a), placeOf(b)))
    .map((row) => {
      const state = shown.get(row.id) ?? 'operational'
      const group = row.groupId ? groups.get(row.groupId)?.name : undefined
      return { id: row.id, name: row.name, group, own: own.get(row.id), shown: state, stance: stanceOf(state) }
    })
}

function compare([a = 0, b = 0]: number[], [c = 0, d = 0]: number[]): number {
  return a - c || b - d
}

/** What an incident can say of a component, best first. */
export const incidentStates = (['operational', 'degraded_performance', 'partial_outage', 'major_outage'] as const)
  .map((state) => ({ state, ...stanceOf(state) }))
  .sort((a, b) => rankOf(a.state) - rankOf(b.state))

/** What a hand can say of a component. */
export const handStates = componentStates.map((state) => ({ state, ...stanceOf(state) }))
