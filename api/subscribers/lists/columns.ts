import { unguarded } from '../../context/csv.ts'

/** What a column can hold. Without a first line that names them, the first five stand in this order. */
export const columns = [
  'email',
  'components',
  'language',
  'kinds',
  'floor',
  'channel',
  'state',
  'confirmed at',
  'paused until',
  'reason',
] as const
export type Column = (typeof columns)[number]

const unnamed = columns.slice(0, 5)

const otherNames: Record<string, Column> = {
  address: 'email',
  mail: 'email',
  'e-mail': 'email',
  'email address': 'email',
  'mail address': 'email',
}

/** Where each column stands, whether the first line only names them, and which of its names say nothing to us. */
export type Places = { places: Map<Column, number>; named: boolean; unused: string[] }

/** @returns undefined when nothing says which column holds the addresses */
export function placesOf(first: readonly string[]): Places | undefined {
  const names = first.map(columnOf)
  if (names.includes('email')) {
    const places = new Map<Column, number>()
    for (const [index, name] of names.entries()) if (name && !places.has(name)) places.set(name, index)
    return { places, named: true, unused: first.filter((cell, index) => cell.trim() !== '' && !names[index]) }
  }
  const holdsAddress = first[0]?.includes('@')
  if (!holdsAddress && first.length > 1) return undefined
  return { places: new Map(unnamed.map((name, index) => [name, index])), named: false, unused: [] }
}

/** What stands in a column of a line, as it was before it was made safe for spreadsheets. */
export function cellOf(cells: readonly string[], { places }: Places, column: Column): string {
  const place = places.get(column)
  return place === undefined ? '' : unguarded((cells[place] ?? '').trim()).trim()
}

function columnOf(cell: string): Column | undefined {
  const name = cell.trim().toLowerCase().replaceAll('_', ' ')
  return columns.find((one) => one === name) ?? otherNames[name]
}
