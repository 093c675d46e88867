/** A line of a CSV file by the number at which it begins: its cells, or in one sentence why it cannot be read. */
export type CsvLine =
  | { line: number; cells: string[]; fault?: undefined }
  | { line: number; cells?: undefined; fault: string }

const mostCells = 50
const mostCharacters = 10_000

/** What stands between the cells: the first of comma, semicolon and tab in the first line, outside of quotes. */
export function separatorOf(text: string): ',' | ';' | '\t' {
  const [first = ''] = text.split('\n', 1)
  const found = /[,;\t]/.exec(first.replace(/"[^"]*"/g, ''))
  return (found?.[0] ?? ',') as ',' | ';' | '\t'
}

/**
 * The lines of a CSV file (RFC 4180) that say something, one by one: never more than one is held. After a line that cannot
 * be read the next one is tried, so that one stray quote does not cost the rest of the file.
 * @param text its lines may end in any of the three ways
 */
export function* csvLines(text: string, separator: string): Generator<CsvLine> {
  const whole = text.includes('\n') ? text : text.replaceAll('\r', '\n')
  for (let at = 0, line = 1; at < whole.length; ) {
    const found = whole.indexOf('\n', at)
    const next = found === -1 ? whole.length : found
    const own = whole.slice(at, whole[next - 1] === '\r' ? next - 1 : next)
    const read = own.includes('"') ? quotedRecord(whole, at, separator) : plainRecord(own, next, separator)
    // A fault ends with its own line.
    const end = 'cells' in read ? read.end : next
    if ('cells' in read ? read.cells.some((cell) => cell.trim() !== '') : true)
      yield 'cells' in read ? { line, cells: read.cells } : { line, fault: read.fault }
    line += breaksIn(whole, at, end) + 1
    at = end + 1
  }
}

type Read = { cells: string[]; end: number } | { fault: string }

function plainRecord(own: string, end: number, separator: string): Read {
  const cells = own.split(separator, mostCells + 1)
  if (cells.length > mostCells) return tooMany
  return cells.some((cell) => cell.length > mostCharacters) ? tooLong : { cells, end }
}

function quotedRecord(text: string, start: number, separator: string): Read {
  const cells: string[] = []
  for (let at = start; ; at++) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator)
    if ('fault' in cell) return cell
    cells.push(cell.text)
    at = cell.end
    if (cells.length > mostCells) return tooMany
    if (text.startsWith('\r\n', at)) at++
    if (at >= text.length || text[at] === '\n') return { cells, end: at }
    if (text[at] !== separator) return { fault: 'Something stands behind a closing quote.' }
  }
}

type CellRead = { text: string; end: number } | { fault: string }

/** Up to its closing quote; two quotes in it are one. */
function quotedCell(text: string, start: number): CellRead {
  let said = ''
  for (let at = start + 1; ; ) {
    const quote = text.indexOf('"', at)
    if (quote === -1 || quote - start > mostCharacters) return { fault: 'A quote is opened here and never closed.' }
    said += text.slice(at, quote)
    if (text[quote + 1] !== '"') return { text: said, end: quote + 1 }
    said += '"'
    at = quote + 2
  }
}

function plainCell(text: string, start: number, separator: string): CellRead {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end++
  if (text[end] === '\n' && text[end - 1] === '\r') end--
  return end - start > mostCharacters ? tooLong : { text: text.slice(start, end), end }
}

function breaksIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}

const tooMany = { fault: `It has more than ${mostCells} columns.` }
const tooLong = { fault: 'A cell is longer than 10,000 characters.' }
