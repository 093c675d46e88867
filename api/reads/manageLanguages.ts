import { type Language, languages } from '../../db/vocabulary.ts'
import type { Reach } from './manageReach.ts'
import { one, type Typed, typedTranslations } from './manageTyped.ts'
import { english } from './voice.ts'
import { listed } from './words.ts'

/** The languages that a text can be given in beside its own, as a form asks for them. */
export function otherLanguages(original: Language): { language: Language; name: string }[] {
  return languages
    .filter((language) => language !== original)
    .map((language) => ({ language, name: english.words.updates.languages[language] }))
}

/** In which languages a text goes out as it stands, and who gets it in a language that is not theirs; empty where that says nothing. */
export function languagesText({ original, others }: Reach, typed: Typed): string {
  if (one(typed, 'quiet') !== '') return ''
  const given = typedTranslations(typed)
  const names = (some: Language[]) => listed(some.map((language) => english.words.updates.languages[language]))
  const without = others.filter(({ language }) => !(language in given))
  const people = without.reduce((sum, one) => sum + one.people, 0)
  const written = Object.keys(given) as Language[]
  const goesOut = written.length > 0 ? `It goes out in ${names([original, ...written])}.` : ''
  const who = people === 1 ? '1 person who reads' : `${people.toLocaleString('en')} people who read`
  const read = names(without.map(({ language }) => language))
  const gets = people === 1 ? 'gets' : 'get'
  const rest = people > 0 ? `${who} ${read} ${gets} the ${names([original])} text, marked as such.` : ''
  return [goesOut, rest].filter(Boolean).join(' ')
}
