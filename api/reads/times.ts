import type { Language } from '../../db/vocabulary.ts'
import { english, locales, type Voice } from './voice.ts'

/** An instant as the page prints it: in the page's zone, the whole of it one step away. */
export type Moment = { iso: string; text: string; title: string }

/** How instants and days are said in one zone and one language. Makes formatters, so it is made once for a read. */
export type Times = ReturnType<typeof timesIn>

/** @param now decides which days are named without their year */
export function timesIn(zone: string, now: Date, voice: Voice = english) {
  const { language } = voice
  const { dayAndClock } = voice.words.times
  const partsOf = partsIn(zone)
  const today = partsOf(now)
  const zoneWord = zoneWordIn(zone, language)
  const say = (parts: Intl.DateTimeFormatOptions) => saying(language, { timeZone: zone, ...parts })
  const brief = say({ weekday: 'short', day: 'numeric', month: 'short' })
  const dated = say({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  const long = say({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const clock = (at: Date) => partsOf(at).clock
  const short = (at: Date) => (partsOf(at).year === today.year ? brief(at) : dated(at))
  const full = (at: Date) => `${dayAndClock(long(at), clock(at))} ${zoneWord(at)}`
  const moment = (at: Date, text: string): Moment => ({ iso: at.toISOString(), text, title: full(at) })
  const withDay = (at: Date) => dayAndClock(short(at), clock(at))
  const within = (day: string, at: Date) => moment(at, partsOf(at).key === day ? clock(at) : withDay(at))

  return {
    voice,
    /** The calendar day, YYYY-MM-DD. */
    dayKey: (at: Date) => partsOf(at).key,
    today: today.key,
    /** "CET". */
    zoneWord,
    /** "Central European Time". */
    zoneName: zoneNameIn(zone, now, voice),
    /** "14:22". */
    at: (at: Date) => moment(at, clock(at)),
    /** "14:22" today, "Wed 18 Nov, 14:22" on other days. */
    on: (at: Date) => within(today.key, at),
    /** "14:22" on that day (YYYY-MM-DD), with its own day on others. */
    within,
    /** "Thu 19 Nov". */
    date: (at: Date) => moment(at, short(at)),
    /** "Thursday 19 November 2026". */
    fullDate: (at: Date) => moment(at, long(at)),
    /** "Thursday 19 November 2026, 14:22 CET". */
    whole: (at: Date) => moment(at, full(at)),
    /** Both ends of a span: the first with its day, the second with its own only if that is another one. */
    span: (from: Date, to: Date): [Moment, Moment] => [moment(from, withDay(from)), within(partsOf(from).key, to)],
  }
}

/** Whether it is said by the clock alone, without its day. */
export const isClock = ({ text }: Moment): boolean => /^\d\d:\d\d$/.test(text)

/** "53 min", "1 h 28 min", "2 days 3 h"; undefined when it ends before it begins. @param ms milliseconds */
export const duration = (ms: number): string | undefined => english.duration(ms)

/** "March 2026" of "2026-03". @param how "short" is "Mar" */
export function monthName(month: string, { language }: Voice = english, how: 'long' | 'short' = 'long'): string {
  const parts = how === 'long' ? ({ month: 'long', year: 'numeric' } as const) : ({ month: 'short' } as const)
  return saying(language, parts)(noonOf(`${month}-15`)).replace(/^Sept$/, 'Sep')
}

/** "Thu 19 Nov" of "2026-11-19", for many days. */
export function daysIn({ language }: Voice): (key: string) => string {
  const say = saying(language, { weekday: 'short', day: 'numeric', month: 'short' })
  return (key) => say(noonOf(key))
}

/** "Thu 19 Nov" of "2026-11-19". */
export const dayName = (key: string, voice: Voice = english): string => daysIn(voice)(key)

/** "27 Nov – 3 Dec", "13–16 Nov". */
export function daySpan(first: string, last: string, { language }: Voice = english): string {
  const month = language === 'ja' ? 'long' : 'short'
  const format = new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', day: 'numeric', month })
  const span = asWritten(language, format.formatRange(noonOf(first), noonOf(last)))
  return span.replace(/^(\d+) – (?=\d+ \p{L}+$)/u, '$1–')
}

const noonOf = (key: string) => new Date(`${key}T12:00:00Z`)

function saying(language: Language, parts: Intl.DateTimeFormatOptions): (at: Date) => string {
  const format = new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', ...parts })
  return (at) => asWritten(language, format.format(at))
}

/** What people write and runtimes do not: no comma behind an English weekday, and the first of a French month. */
function asWritten(language: Language, date: string): string {
  const plain = date.replace(/[\u2009\u202f]/g, ' ')
  if (language === 'en') return plain.replaceAll(',', '').replace('Sept ', 'Sep ').replace(/Sept$/, 'Sep')
  return language === 'fr' ? plain.replace(/(^| )1 (?=\p{L})/u, '$11er ') : plain
}

type Parts = { year: string; clock: string; key: string }

function partsIn(zone: string): (at: Date) => Parts {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const { year = '', month, day, hour, minute } = part
    return { year, clock: `${hour}:${minute}`, key: `${year.padStart(4, '0')}-${month}-${day}` }
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
function zoneWordIn(zone: string, language: Language): (at: Date) => string {
  const wordsOf = (locale: string) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', timeZoneName: 'short' })
  const knows = (format: Intl.DateTimeFormat) =>
    !/^(GMT|UTC)[+\-−]/.test(partOf(format, Date.UTC(2026, 0, 1), 'timeZoneName'))
  const [first] = speakers[language]
  const format = speakers[language].map(wordsOf).find(knows) ?? wordsOf(first)
  return (at) => partOf(format, at, 'timeZoneName').replace(/^GMT(?=[+\-−])/, 'UTC')
}

function zoneNameIn(zone: string, at: Date, { language, words }: Voice): string {
  const format = new Intl.DateTimeFormat(locales[language], { timeZone: zone, timeZoneName: 'longGeneric' })
  const name = partOf(format, at, 'timeZoneName')
  return /^(GMT|UTC)(\+00:00)?$/.test(name) ? words.times.utc : name
}

function partOf(format: Intl.DateTimeFormat, at: Date | number, wanted: string): string {
  return format.formatToParts(at).find(({ type }) => type === wanted)?.value ?? ''
}
