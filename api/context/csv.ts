/** What a cell may hold; nothing is an empty cell, an instant ISO 8601 in UTC. */
export type Cell = string | number | Date | null | undefined

/** Tells a spreadsheet that the file is UTF-8. For files that people open; a program would take it for part of the first name. */
export const byteOrderMark = '\u{feff}'

/**
 * One line of CSV with its line break (RFC 4180). Cells are quoted where they must be, and guarded: a spreadsheet runs what
 * begins like a formula, so such a cell begins with an apostrophe instead (`unguarded` takes it away again).
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(guarded(textOf(cell)))).join(',')}\r\n`
}

/**
 * A file, written as fast as it is read: the next batch is asked for when the one before has been taken, and no more when
 * the reader has gone.
 * @param options.forPeople begins with a byte order mark
 */
export function csvFile(
  names: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  options: { forPeople: boolean },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const head = (options.forPeople ? byteOrderMark : '') + csvLine(names)
  const source = batches[Symbol.asyncIterator]()
  let begun = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(file) {
        if (!begun) {
          begun = true
          return file.enqueue(encoder.encode(head))
        }
        const { done, value } = await source.next()
        if (done) file.close()
        else if (value.length > 0) file.enqueue(encoder.encode(value.map(csvLine).join('')))
        else await this.pull?.(file)
      },
      cancel: async () => void (await source.return?.()),
    },
    { highWaterMark: 0 },
  )
}

/** What a guarded cell said: for whoever reads a file back that we wrote. */
export function unguarded(text: string): string {
  return text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text
}

function textOf(cell: Cell): string {
  return cell instanceof Date ? cell.toISOString() : String(cell ?? '')
}

/** Apostrophes before it count, so that taking one away gives back exactly what was there. */
const formula = /^'*[\s\0]*[=+\-@\t\r\0＝＋－＠]/

/** Where a spreadsheet of another country sees the next cell: many split at semicolons, quotes or not. */
const innerFormula = /(?<!^)([;,|\t\r\n]["\s]*)(?=[=+\-@＝＋－＠])/g

function guarded(text: string): string {
  const safe = text.replace(innerFormula, "$1'")
  return formula.test(safe) ? `'${safe}` : safe
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
