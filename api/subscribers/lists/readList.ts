import { setImmediate as breath } from 'node:timers/promises'
import { type CsvLine, csvLines, separatorOf } from '../../context/csvLines.ts'
import { invalid } from '../../context/problems.ts'
import { type Places, placesOf } from './columns.ts'
import { type Names, Refusal, type Row, rowOf } from './rowOf.ts'

export type LineError = { line: number; sentence: string }

/** A list as it was read: good lines as rows, everybody once; the others counted, the first hundred with their reasons. */
export type ReadList = { lines: number; refused: number; repeated: number; errors: LineError[]; rows: Row[] }

const mostLines = 100_000
const mostErrors = 100

/** So many lines are read before others get their turn. */
const atOnce = 200

/**
 * Reads a whole list; in between, the process serves others.
 * @throws invalid on `csv` for a list that says nothing, is too long, or does not say where its addresses are
 */
export async function readList(text: string, names: Names): Promise<ReadList> {
  const list: ReadList = { lines: 0, refused: 0, repeated: 0, errors: [], rows: [] }
  const seen = new Set<string>()
  let places: Places | undefined
  const plain = text.replace(/^\uFEFF/, '')
  for (const one of csvLines(plain, separatorOf(plain))) {
    if (!places) {
      places = placesIn(one, list)
      if (places.named) continue
    }
    if (++list.lines > mostLines) throw invalid({ csv: 'The list has more than 100,000 lines. Split it into several.' })
    take(one, places, { list, seen, names })
    if (list.lines % atOnce === 0) await breath()
  }
  if (list.lines === 0) throw invalid({ csv: 'The list is empty.' })
  return list
}

function placesIn(first: CsvLine, list: ReadList): Places {
  const places = placesOf(first.cells ?? [''])
  if (!places) throw invalid({ csv: 'The first line names no column “email”, and does not begin with an address.' })
  const unused = places.unused.slice(0, 10).map((name) => `“${name.slice(0, 40)}”`)
  if (unused.length > 0) list.errors.push({ line: first.line, sentence: `Not used: ${unused.join(', ')}.` })
  return places
}

type Reading = { list: ReadList; seen: Set<string>; names: Names }

function take(one: CsvLine, places: Places, { list, seen, names }: Reading): void {
  try {
    if (one.fault !== undefined) throw new Refusal(one.fault)
    const { row, key } = rowOf(one.cells, places, names)
    if (seen.has(key)) list.repeated++
    else list.rows.push(row)
    seen.add(key)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    list.refused++
    if (list.errors.length < mostErrors) list.errors.push({ line: one.line, sentence: error.message })
  }
}
