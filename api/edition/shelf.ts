import { type Answer, weightOf } from './answer.ts'
import type { Turn } from './tail.ts'

/** One path's prepared answer, and how far behind it is. */
export type Sheet = {
  path: string
  scope: 'page' | { incidentId: string }
  answer: Answer
  /** The same with its age on it, once nobody knows whether it is still the newest. */
  marked?: Answer | undefined
  /** The version at which it was begun to be made. */
  made: number
  /** The version at which what it shows last changed. */
  due: number
  /** When it became behind, in milliseconds. */
  dueAt: number
  /** When it was last asked for, in milliseconds. */
  asked: number
  /** Whether an older answer may be sent while the next is made: only when somebody is making it. */
  mayLag: boolean
  weight: number
}

/** Asked for within this time (milliseconds) means that somebody may be looking at it. */
const recently = 300_000
/** So many paths are made anew at a turn; the others when they are next asked for. */
const mostWanted = 50

export type Shelf = ReturnType<typeof newShelf>

/** Prepared answers by path, the least recently asked for thrown out above a budget of bytes. */
export function newShelf(budget: number) {
  const sheets = new Map<string, Sheet>()
  let bytes = 0

  function remove(sheet: Sheet) {
    if (sheets.delete(sheet.path)) bytes -= sheet.weight
  }

  function weigh(sheet: Sheet) {
    if (sheets.get(sheet.path) !== sheet) return
    const weight = weightOf(sheet.answer) + (sheet.marked ? weightOf(sheet.marked) : 0)
    bytes += weight - sheet.weight
    sheet.weight = weight
    if (bytes > budget) makeRoom(sheet)
  }

  function makeRoom(newest: Sheet) {
    for (const sheet of byAge(sheets).reverse()) {
      if (bytes <= budget * 0.9) return
      if (sheet !== newest) remove(sheet)
    }
  }

  return {
    get: (path: string) => sheets.get(path),

    drop(path: string) {
      const sheet = sheets.get(path)
      if (sheet) remove(sheet)
    },

    /** @param version the newest there is; what was begun before it and was not here to be marked counts as behind */
    put(made: Pick<Sheet, 'path' | 'scope' | 'answer' | 'made' | 'asked'>, version: number, now: number): Sheet {
      const before = sheets.get(made.path)
      // One that took too long and was overtaken.
      if (before && before.made > made.made) return before
      const due = before?.due ?? version
      if (before) remove(before)
      const sheet: Sheet = {
        ...made,
        asked: before?.asked ?? made.asked,
        due,
        dueAt: before?.dueAt ?? now,
        mayLag: before?.mayLag ?? false,
        weight: 0,
      }
      sheets.set(made.path, sheet)
      weigh(sheet)
      return sheet
    },

    ready(path: string, now: number): Answer | undefined {
      const sheet = sheets.get(path)
      if (!sheet) return undefined
      sheet.asked = now
      return sheet.made >= sheet.due || sheet.mayLag ? (sheet.marked ?? sheet.answer) : undefined
    },

    /** @param marked undefined takes the mark off again */
    setMarked(sheet: Sheet, marked: Answer | undefined) {
      sheet.marked = marked === sheet.answer ? undefined : marked
      weigh(sheet)
    },

    /** Notes what a new version changes. `wanted` will be made anew at once, so it may lag until then. */
    mark(turn: Turn, wanted: string[], now: number) {
      const soon = new Set(wanted)
      for (const sheet of sheets.values()) {
        if (touches(turn, sheet.scope)) {
          if (sheet.made >= sheet.due) sheet.dueAt = now
          sheet.due = turn.version
        }
        sheet.mayLag = soon.has(sheet.path)
      }
    },

    /** Paths that people look at, the last asked for first. */
    wanted(now: number): string[] {
      const recent = byAge(sheets).filter((sheet) => now - sheet.asked < recently)
      return recent.slice(0, mostWanted).map((sheet) => sheet.path)
    },

    /** The last asked for first. */
    all: () => byAge(sheets),

    size: () => ({ bytes, budget, paths: sheets.size }),
  }
}

function byAge(sheets: Map<string, Sheet>): Sheet[] {
  return [...sheets.values()].sort((a, b) => b.asked - a.asked)
}

function touches(turn: Turn, scope: Sheet['scope']): boolean {
  return scope === 'page' || turn.everything || turn.incidents.has(scope.incidentId)
}
