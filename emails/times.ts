import type { Language } from '../db/vocabulary.ts'
import type { Words } from './words/words.ts'

/** How instants are said in a language and a zone. */
export type Times = {
  /** "Sunday 1 March 2026, 10:22 CET" */
  whole(at: Date): string
  /** "Sunday 1 March 2026" */
  day(at: Date): string
  /** "10:40 CET" on the day of `said`, "Mon 2 Mar, 10:40 CET" on others. */
  near(at: Date, said: Date): string
  /** "Sunday 1 March 2026, 23:00 – 23:45 CET" */
  span(from: Date, until: Date): string
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Makes formatters, so it is made once for a mail. */
export function timesIn(language: Language, timeZone: string, words: Words['times']): Times {
  const [locale] = speakers[language]
  const format = (parts: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone, ...parts })
    return (at: Date) => formatter.format(at)
  }
  const long = format({ weekday: language === 'ja' ? 'short' : 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const brief = format({ weekday: 'short', day: 'numeric', month: 'short' })
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const zoneOf = zoneWordsIn(language, timeZone)
  const said = (date: string) => asWritten(language, date)

  const clockIn = (at: Date) => words.inZone(clock(at), zoneOf(at))
  const dayAndClock = (at: Date) => words.dayAndClock(said(long(at)), clock(at))
  return {
    whole: (at) => words.dayAndClock(said(long(at)), clockIn(at)),
    day: (at) => said(long(at)),
    near: (at, by) => (long(at) === long(by) ? clockIn(at) : words.dayAndClock(said(brief(at)), clockIn(at))),
    span: (from, until) => {
      const start = zoneOf(from) === zoneOf(until) ? dayAndClock(from) : words.inZone(dayAndClock(from), zoneOf(from))
      const end = long(from) === long(until) ? clock(until) : dayAndClock(until)
      return words.span(start, words.inZone(end, zoneOf(until)))
    },
  }
}

/** What people write and runtimes do not: no comma behind an English weekday, and the first of a French month. */
function asWritten(language: Language, date: string): string {
  if (language === 'en') return date.replaceAll(',', '')
  return language === 'fr' ? date.replace(/(^| )1 (?=\p{L})/u, '$11er ') : date
}

/** "53 min", "1 h 28 min", "2 days 3 h"; at least a minute. @param ms milliseconds */
export function lasted(ms: number, { minutes, hours, days, both }: Words['times']): string {
  const whole = Math.max(1, Math.round(ms / minute)) * minute
  if (whole < hour) return minutes(whole / minute)
  if (whole < day) return pair(hours(Math.floor(whole / hour)), (whole % hour) / minute, minutes)
  const all = Math.round(whole / hour)
  return pair(days(Math.floor(all / 24)), all % 24, hours)

  function pair(larger: string, rest: number, smaller: (count: number) => string): string {
    return rest > 0 ? both(larger, smaller(rest)) : larger
  }
}

/** No locale of the runtime knows every zone's short name; the first that knows this one's is asked. */
const speakers: Record<Language, [string, ...string[]]> = {
  en: ['en-GB', 'en-US', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'en-CA'],
  de: ['de-DE'],
  fr: ['fr-FR'],
  es: ['es-ES', 'es-US'],
  ja: ['ja-JP'],
}

/** "CET"; where the language has no name for it "UTC+1". */
function zoneWordsIn(language: Language, timeZone: string): (at: Date) => string {
  const formatIn = (locale: string) =>
    new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', timeZoneName: 'short' })
  const wordOf = (format: Intl.DateTimeFormat, at: Date) =>
    format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const winter = new Date(Date.UTC(2026, 0, 1))
  const [first, ...others] = speakers[language]
  const speaker = [first, ...others].find((locale) => !/^(GMT|UTC)./.test(wordOf(formatIn(locale), winter)))
  const chosen = formatIn(speaker ?? first)
  return (at) => wordOf(chosen, at).replace(/^GMT(?=[+\-−])/, 'UTC')
}
