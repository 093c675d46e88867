import { type ComponentState, worstOf } from '../../db/vocabulary.ts'
import { type Bar, barsOf, type Cell, isTrouble, mean, together } from './bars.ts'
import type { Figures } from './figures.ts'
import { english, type Voice } from './voice.ts'
import type { Stance } from './words.ts'

export type ComponentView = {
  id: string
  name: string
  description: string | undefined
  stance: Stance
  /** "99.94 %"; undefined where nothing is known or the page does not show it. */
  percent: string | undefined
  bars: Bar[] | undefined
  /** The bars in words, for those who do not see them. */
  summary: string
}

export type GroupView = {
  id: string
  /** Components outside every group stand together without a name. */
  name: string | undefined
  /** Everything in it works: one line that opens. */
  quiet: boolean
  stance: Stance
  /** "4 components, all working", for the line of a quiet one. */
  count: string
  percent: string | undefined
  bars: Bar[] | undefined
  summary: string
  components: ComponentView[]
}

export type Listed = {
  id: string
  name: string
  description: string | null
  isGroup: boolean
  groupId: string | null
  showcase: boolean
  onlyShowIfDegraded: boolean
  state: ComponentState
}

/** The components as the page shows them: in groups, in order, with their days. */
export function boardOf(
  rows: readonly Listed[],
  figures: Map<string, Figures>,
  today: string,
  voice: Voice = english,
): GroupView[] {
  const shown = rows.filter((row) => !row.isGroup && (!row.onlyShowIfDegraded || row.state !== 'operational'))
  const inside = Map.groupBy(shown, (row) => row.groupId)
  const groups: GroupView[] = []
  let loose: Listed[] = []
  const flush = () => {
    if (loose.length > 0) groups.push(groupView(undefined, loose, figures, today, voice))
    loose = []
  }
  for (const row of rows.filter((row) => row.groupId === null)) {
    const members = inside.get(row.id) ?? []
    if (!row.isGroup) loose.push(...shown.filter((one) => one === row))
    else if (members.length > 0) {
      flush()
      groups.push(groupView(row, members, figures, today, voice))
    }
  }
  flush()
  return groups
}

function groupView(
  group: Listed | undefined,
  members: Listed[],
  figures: Map<string, Figures>,
  today: string,
  voice: Voice,
): GroupView {
  const state = worstOf(members.map((member) => member.state))
  const theirs = members.filter(({ showcase }) => showcase).flatMap(({ id }) => figures.get(id) ?? [])
  const cells = together(theirs.map((one) => one.cells))
  const up = mean(theirs.flatMap((one) => (one.up === null ? [] : [one.up])))
  const name = group?.name
  const { others, allFine } = voice.words.home
  return {
    id: group?.id ?? `beside-${members[0]?.id}`,
    name,
    quiet: group !== undefined && state === 'operational',
    stance: voice.stanceOf(state),
    count: allFine(members.length),
    percent: up === null ? undefined : voice.percent(up),
    bars: cells.length > 0 ? barsOf(cells, today, voice) : undefined,
    summary: summaryOf(name ?? others, cells, up, voice),
    components: members.map((member) => componentView(member, figures.get(member.id), today, voice)),
  }
}

function componentView(row: Listed, figures: Figures | undefined, today: string, voice: Voice): ComponentView {
  const shown = row.showcase ? figures : undefined
  return {
    id: row.id,
    name: row.name,
    description: row.description ?? undefined,
    stance: voice.stanceOf(row.state),
    percent: typeof shown?.up === 'number' ? voice.percent(shown.up) : undefined,
    bars: shown && barsOf(shown.cells, today, voice),
    summary: summaryOf(row.name, shown?.cells ?? [], shown?.up ?? null, voice),
  }
}

/** "Checkout, last 90 days: 99.94 % up, 4 days with trouble". */
function summaryOf(name: string, cells: readonly Cell[], up: number | null, voice: Voice): string {
  const { noDataYet, upWithTrouble, summary } = voice.words.home
  const figure = up === null ? noDataYet : upWithTrouble(voice.percent(up), cells.filter(isTrouble).length)
  return summary(name, cells.length, figure)
}
