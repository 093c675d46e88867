import type { Language } from '../db/vocabulary.ts'
import { lasted, type Times, timesIn } from './times.ts'
import type { Words } from './words/words.ts'
import { wordsIn } from './words.ts'

/** A language to write a mail in: its words, and how it says times and lists. */
export type Voice = {
  language: Language
  words: Words
  times: Times
  /** "1 h 28 min". @param ms milliseconds */
  lasted(ms: number): string
  /** "Checkout, Search and 3 more". */
  listed(names: readonly string[], most: number): string
  /** The names line by line, at most so many, and how many more there are. */
  lines(names: readonly string[], most?: number): string
  /** What this language calls another one; undefined for what is no language. */
  nameOf(language: string): string | undefined
}

/** @param timeZone the page's: a mail cannot know its reader's */
export function voiceIn(language: Language, timeZone: string): Voice {
  const words = wordsIn(language)
  // British, as all of ours: no comma in front of "and".
  const locale = language === 'en' ? 'en-GB' : language
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const comma = list.formatToParts(['1', '2', '3'])[1]?.value ?? ', '
  return {
    language,
    words,
    times: timesIn(language, timeZone, words.times),
    lasted: (ms) => lasted(ms, words.times),
    listed: (names, most) => {
      if (names.length <= most) return list.format(names)
      return `${names.slice(0, most).join(comma)} ${words.andMore(names.length - most)}`
    },
    lines: (names, most = 20) => {
      if (names.length <= most) return names.join('\n')
      return `${names.slice(0, most).join('\n')}\n${words.andMore(names.length - most)}`
    },
    nameOf: (other) => {
      try {
        return new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' }).of(other)
      } catch {
        return undefined
      }
    },
  }
}
