import type { ComponentState, Impact, Language, Status } from '../../db/vocabulary.ts'
import { wordsIn as mailWordsIn } from '../../emails/words.ts'
import { type Words, wordsIn } from './catalogue/words.ts'
import type { Mark, Stance } from './words.ts'

/** How readers of one language are spoken to: its words, and how it says states, numbers, lists and spans of time. */
export type Voice = ReturnType<typeof voiceIn>

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR', es: 'es-ES', ja: 'ja-JP' }

const marks: Record<ComponentState, Mark> = {
  operational: 'ok',
  under_maintenance: 'maint',
  degraded_performance: 'slow',
  partial_outage: 'part',
  major_outage: 'major',
}
const marksOfImpacts: Record<Impact, Mark> = {
  none: 'none',
  minor: 'slow',
  major: 'part',
  critical: 'major',
  maintenance: 'maint',
}

/** Makes formatters, so it is made once for a read. */
export function voiceIn(language: Language) {
  const words: Words = wordsIn(language)
  // What mails and pages call the same thing is one word.
  const { states, statesWithin, statuses } = mailWordsIn(language)
  const list = new Intl.ListFormat(locales[language], { type: 'conjunction' })
  const { times } = words

  return {
    language,
    words,
    /** What a reader sees instead of a component's state. */
    stanceOf: (state: ComponentState): Stance => ({ mark: marks[state], word: states[state] }),
    /** The same within a sentence: "major outage". */
    stateWithin: (state: ComponentState): string => statesWithin[state],
    /** What a reader sees instead of an impact: for incidents whose components have no recorded state. */
    stanceOfImpact: (impact: Impact): Stance => ({ mark: marksOfImpacts[impact], word: words.states.impacts[impact] }),
    statusWord: (status: Status): string => statuses[status],
    /** "a", "a and b", "a, b and c". */
    listed: (names: readonly string[]): string => list.format(names),
    /** The first letter large, where a line begins with it. */
    upper: (text: string): string => text.charAt(0).toLocaleUpperCase(locales[language]) + text.slice(1),
    number,
    percent,
    /** "97.9 %"; a whole day is "100 %". */
    dayPercent: (up: number): string => (up === 1 ? words.states.percent('100') : percent(up, 1)),
    /** "53 min", "1 h 28 min", "2 days 3 h"; undefined when it ends before it begins. @param ms milliseconds */
    duration(ms: number): string | undefined {
      if (ms < 0) return undefined
      if (ms < minute) return times.underAMinute
      const whole = Math.round(ms / minute) * minute
      if (whole < hour) return times.minutes(whole / minute)
      if (whole < day) return both(times.hours(Math.floor(whole / hour)), (whole % hour) / minute, times.minutes)
      const hours = Math.round(whole / hour)
      return both(times.days(Math.floor(hours / 24)), hours % 24, times.hours)
    },
  }

  function number(count: number, digits = 0): string {
    return count.toLocaleString(locales[language], { minimumFractionDigits: digits, maximumFractionDigits: digits })
  }

  /** A share as a percentage that never rounds a loss away: 0.99996 is "99.99 %". */
  function percent(share: number, digits = 2): string {
    const scale = 10 ** digits
    return words.states.percent(number(Math.floor(share * 100 * scale + 1e-9) / scale, digits))
  }

  function both(larger: string, rest: number, smaller: (count: number) => string): string {
    return rest > 0 ? times.both(larger, smaller(rest)) : larger
  }
}

/** The panel's, and of whoever names no other. */
export const english = voiceIn('en')
