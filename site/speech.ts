import type { Words } from '../api/reads/catalogue/words.ts'
import { wordsIn } from '../api/reads/catalogue/words.ts'
import { pathIn } from '../api/reads/languages.ts'
import { type Voice, voiceIn } from '../api/reads/voice.ts'
import type { Language } from '../db/vocabulary.ts'

/** How a page speaks, and leads on. */
export type Speech = {
  language: Language
  /** The language with the plain paths. */
  own: Language
  words: Words
  /** The path of one of our public pages, or a form's action, in the language of this page. */
  to: (path: string) => string
}

/** The one place where pages and components get their words. How to add some stands in api/reads/catalogue/words.ts. */
export function speechOf({ language = 'en', ownLanguage: own = 'en' }: App.Locals): Speech {
  return { language, own, words: wordsIn(language), to: (path) => pathIn(language, own, path) }
}

/** For the few pages and components that have states or figures to say by themselves. */
export const voiceOf = ({ language = 'en' }: App.Locals): Voice => voiceIn(language)
