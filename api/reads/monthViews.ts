import { isTrouble, speaks, stanceOfCell } from './bars.ts'
import type { Month } from './months.ts'
import { monthName, type Times } from './times.ts'
import type { Mark } from './words.ts'

/** A month as a line of a table, and as marks. */
export type MonthView = {
  month: string
  name: string
  /** "Oct". */
  short: string
  /** The page of that month's history, where there is something behind its days. */
  href: string | undefined
  /** A mark per day. */
  days: Mark[]
  /** The worst of its days. */
  mark: Mark
  /** "October 2026: 99.94 % up, 2 days with trouble". */
  summary: string
  up: string
  upWithMaintenance: string
}

/** How months are called, each looked up once: making the words is what costs. */
export function monthNamer({ voice }: Times): (month: string) => { name: string; short: string } {
  const known = new Map<string, { name: string; short: string }>()
  return (month) => {
    const names = known.get(month) ?? { name: monthName(month, voice), short: monthName(month, voice, 'short') }
    known.set(month, names)
    return names
  }
}

/** @param months oldest first; given back newest first. @param namer shared by several components of one read */
export function monthViews(months: readonly Month[], times: Times, namer = monthNamer(times)): MonthView[] {
  const { voice } = times
  const { states, home } = voice.words
  const said = (share: number | null) => (share === null ? states.noData : voice.percent(share))
  return months.toReversed().map(({ month, cells, up, upWithMaintenance }) => {
    const { name, short } = namer(month)
    const marks = cells.map((cell) => stanceOfCell(cell, voice).mark)
    const trouble = cells.filter(isTrouble).length
    return {
      month,
      name,
      short,
      href: cells.some((cell) => cell.causes.some(({ href }) => href)) ? `/history/${month}` : undefined,
      days: marks,
      mark: cells.some(speaks) ? worst(marks) : up === null ? 'none' : 'ok',
      summary: home.dayBefore(name, up === null ? home.noDataYet : home.upWithTrouble(said(up), trouble)),
      up: said(up),
      upWithMaintenance: said(upWithMaintenance),
    }
  })
}

const worstFirst: Mark[] = ['major', 'part', 'slow', 'maint', 'none', 'ok']
const worst = (marks: Mark[]) => worstFirst.find((one) => marks.includes(one)) ?? 'ok'
