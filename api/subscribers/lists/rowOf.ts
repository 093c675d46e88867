import {
  type Floor,
  floors,
  type Hearing,
  hearings,
  type Language,
  languages,
  type SubscriberState,
  subscriberStates,
} from '../../../db/vocabulary.ts'
import { unguarded } from '../../context/csv.ts'
import { Problem } from '../../context/problems.ts'
import { printable } from '../../context/text.ts'
import { parseAddress } from '../address.ts'
import { cellOf, type Places } from './columns.ts'

/** One line of a list that can be taken. What is not said is left out; the rest is kept small, because it waits in the database. */
export type Row = {
  address: string
  /** None: everything. */
  components?: string[]
  language?: Language
  kinds?: Hearing[]
  floor?: Floor
  /** Not said: whoever is on the list gets mail. */
  state?: Exclude<SubscriberState, 'active'>
  /** Milliseconds, as the next. */
  confirmedAt?: number
  pausedUntil?: number
  reason?: string
}

/** Which components there are, by id and by name in small letters; a name of several has none. */
export type Names = Map<string, string | undefined>

/** Says that nothing was chosen, where an empty cell would mean everything. */
export const nothing = 'none'

/** Why a line is refused, in one sentence that names nobody. */
export class Refusal extends Error {}

/** @throws Refusal */
export function rowOf(cells: readonly string[], places: Places, names: Names): { row: Row; key: string } {
  const cell = (column: Parameters<typeof cellOf>[2]) => cellOf(cells, places, column)
  if (cell('channel') !== '' && cell('channel') !== 'email')
    throw new Refusal('Only mail addresses can be imported; the owner of an endpoint sets it up again.')
  const { address, key } = addressIn(cell('email'))
  const row: Row = { address }
  const components = partsOf(cell('components')).map((name) => componentIn(name, names))
  if (cell('components') !== '') row.components = [...new Set(components)]
  const language = cell('language').toLowerCase().split(/[-_]/)[0]
  if (language) row.language = oneOf(language, languages, 'language')
  if (cell('kinds') !== '') row.kinds = partsOf(cell('kinds')).map((kind) => oneOf(kind, hearings, 'kind'))
  if (cell('floor')) row.floor = oneOf(cell('floor'), floors, 'floor')
  const state = cell('state') ? oneOf(cell('state'), subscriberStates, 'state') : 'active'
  if (state !== 'active') row.state = state
  const times = { confirmedAt: instantIn(cell('confirmed at')), pausedUntil: instantIn(cell('paused until')) }
  if (times.confirmedAt !== undefined) row.confirmedAt = times.confirmedAt
  if (times.pausedUntil !== undefined && state === 'paused') row.pausedUntil = times.pausedUntil
  if (cell('reason') && state === 'suppressed') row.reason = printable(cell('reason')).slice(0, 300)
  return { row, key }
}

function addressIn(text: string) {
  try {
    return parseAddress(text)
  } catch (error) {
    if (error instanceof Problem) throw new Refusal(error.message)
    throw error
  }
}

function partsOf(cell: string): string[] {
  const parts = cell.split('|').map((part) => unguarded(part.trim()).trim())
  return parts.filter((part) => part !== '' && part !== nothing)
}

function componentIn(name: string, names: Names): string {
  const id = names.get(name) ?? names.get(name.toLowerCase())
  if (id) return id
  const several = names.has(name.toLowerCase())
  throw new Refusal(
    several ? `Several components are named ${said(name)}; give its id.` : `There is no component ${said(name)}.`,
  )
}

function oneOf<const T extends string>(text: string, allowed: readonly T[], what: string): T {
  const found = allowed.find((one) => one === text.toLowerCase())
  if (found) return found
  throw new Refusal(`There is no ${what} ${said(text)}; it is one of ${allowed.join(', ')}.`)
}

/** ISO 8601 only; anything else is somebody else's column. */
function instantIn(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}

/** A report outlives the list, so it never repeats what may be somebody's address. */
function said(text: string): string {
  return text.includes('@') ? 'by that name' : `“${printable(text).slice(0, 40)}”`
}
