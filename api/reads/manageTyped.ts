import { type Language, languages } from '../../db/vocabulary.ts'
import { newId } from '../context/ids.ts'
import { dayOf, instantOf, nextDay } from '../context/zones.ts'
import type { Choice } from './manageChoices.ts'

/** What was typed into a form, by field; a name that came twice is a list. */
export type Typed = Record<string, string | string[]>

/** One field as text; empty when it is missing, the first when it came twice. */
export function one(typed: Typed, name: string): string {
  const value = Object.hasOwn(typed, name) ? typed[name] : undefined
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** A form's own name for one sending of it. */
export const newSending = newId

/** Every value of a field. */
export function all(typed: Typed, name: string): string[] {
  const value = Object.hasOwn(typed, name) ? typed[name] : undefined
  return value === undefined ? [] : [value].flat()
}

/**
 * The states that were chosen: of components that are part of it already, those that changed (`state.<id>`); of the others,
 * those that were ticked (`on.<id>`).
 */
export function typedStates(typed: Typed, choices: readonly Choice[]): { id: string; state: string }[] {
  return choices.flatMap(({ id, own }) => {
    const state = one(typed, `state.${id}`)
    if (own === undefined) return one(typed, `on.${id}`) === '' ? [] : { id, state: state || firstState }
    return state === '' || state === own ? [] : { id, state }
  })
}

/** An update's text in other languages: the fields `translation.<language>` that are not empty. */
export function typedTranslations(typed: Typed): Partial<Record<Language, string>> {
  const given = languages.map((language) => [language, one(typed, `translation.${language}`).trim()] as const)
  return Object.fromEntries(given.filter(([, text]) => text !== ''))
}

/** What a ticked component is in until somebody says how bad it is. */
export const firstState = 'degraded_performance'

/**
 * When the next update was promised: in so many minutes, at the next such time of day, or not at all.
 * @returns undefined for no promise and for a time that is none; whole minutes, because that is what the page says
 */
export function typedPromise(typed: Typed, now: Date, zone: string): Date | undefined {
  const choice = one(typed, 'promise')
  const minutes = Number(choice)
  if (minutes > 0 && minutes <= 1440) return new Date(Math.floor((+now + minutes * 60_000) / 60_000) * 60_000)
  const time = /^([01]\d|2[0-3]):[0-5]\d/.exec(one(typed, 'promiseAt'))?.[0]
  if (choice !== 'at' || !time) return undefined
  const today = dayOf(now, zone)
  const at = instantOf(`${today}T${time}`, zone)
  return at > now ? at : instantOf(`${nextDay(today)}T${time}`, zone)
}

/** A wall-clock time of the page's zone as a datetime field sends it; undefined when it is none. */
export function typedInstant(text: string, zone: string): Date | undefined {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? instantOf(text.slice(0, 16), zone) : undefined
}
