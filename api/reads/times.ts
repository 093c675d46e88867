/** An instant as the page prints it: in the page's zone, the whole of it one step away. */
export type Moment = { iso: string; text: string; title: string }

/** How instants and days are said in one zone. Makes formatters, so it is made once for a read. */
export type Times = ReturnType<typeof timesIn>

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** @param now decides which days are named without their year */
export function timesIn(zone: string, now: Date) {
  const partsOf = partsIn(zone)
  const today = partsOf(now)
  const short = (p: Parts) =>
    `${p.weekday.slice(0, 3)} ${p.day} ${p.month.slice(0, 3)}${p.year === today.year ? '' : ` ${p.year}`}`
  const long = (p: Parts) => `${p.weekday} ${p.day} ${p.month} ${p.year}`
  const full = (p: Parts) => `${long(p)}, ${p.clock} ${p.zone}`
  const moment = (at: Date, say: (p: Parts) => string): Moment => {
    const parts = partsOf(at)
    return { iso: at.toISOString(), text: say(parts), title: full(parts) }
  }
  const withDay = (p: Parts) => `${short(p)}, ${p.clock}`

  return {
    /** The calendar day, YYYY-MM-DD. */
    dayKey: (at: Date) => partsOf(at).key,
    today: today.key,
    /** "CET". */
    zoneWord: (at: Date) => partsOf(at).zone,
    /** "Central European Time". */
    zoneName: nameOf(zone, now),
    /** "14:22". */
    at: (at: Date) => moment(at, (p) => p.clock),
    /** "14:22" today, "Wed 18 Nov, 14:22" on other days. */
    on: (at: Date) => moment(at, (p) => (p.key === today.key ? p.clock : withDay(p))),
    /** "14:22" on that day (YYYY-MM-DD), with its own day on others. */
    within: (day: string, at: Date) => moment(at, (p) => (p.key === day ? p.clock : withDay(p))),
    /** "Thu 19 Nov". */
    date: (at: Date) => moment(at, short),
    /** "Thursday 19 November 2026". */
    fullDate: (at: Date) => moment(at, long),
    /** "Thursday 19 November 2026, 14:22 CET". */
    whole: (at: Date) => moment(at, full),
    /** Both ends of a span: the first with its day, the second with its own only if that is another one. */
    span: (from: Date, to: Date): [Moment, Moment] => {
      const first = partsOf(from).key
      return [moment(from, withDay), moment(to, (p) => (p.key === first ? p.clock : withDay(p)))]
    },
  }
}

/** "53 min", "1 h 28 min", "2 days 3 h"; undefined when it ends before it begins. @param ms milliseconds */
export function duration(ms: number): string | undefined {
  if (ms < 0) return undefined
  if (ms < minute) return 'under a minute'
  const whole = Math.round(ms / minute) * minute
  if (whole < hour) return `${whole / minute} min`
  if (whole < day) return both(Math.floor(whole / hour), 'h', (whole % hour) / minute, 'min')
  const hours = Math.round(whole / hour)
  const days = Math.floor(hours / 24)
  return both(days, days === 1 ? 'day' : 'days', hours % 24, 'h')
}

function both(large: number, unit: string, small: number, smallUnit: string): string {
  return small > 0 ? `${large} ${unit} ${small} ${smallUnit}` : `${large} ${unit}`
}

/** "March 2026" of "2026-03". */
export function monthName(month: string): string {
  return `${months[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`
}

/** "Thu 19 Nov" of "2026-11-19". */
export function dayName(key: string): string {
  const at = new Date(`${key}T12:00:00Z`)
  return `${weekdays[at.getUTCDay()]} ${at.getUTCDate()} ${months[at.getUTCMonth()]?.slice(0, 3)}`
}

/** "27 Nov – 3 Dec", "13–16 Nov". */
export function daySpan(first: string, last: string): string {
  const [from, to] = [dayName(first).slice(4), dayName(last).slice(4)]
  return first.slice(0, 7) === last.slice(0, 7) ? `${from.split(' ')[0]}–${to}` : `${from} – ${to}`
}

type Parts = { weekday: string; day: string; month: string; year: string; clock: string; zone: string; key: string }

// No locale of the runtime knows every zone's short name; the first that knows this one's is asked.
const speakers = ['en-GB', 'en-US', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'en-CA']
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = 'January February March April May June July August September October November December'.split(' ')

function partsIn(zone: string): (at: Date) => Parts {
  const words = (locale: string) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    })
  const knows = (format: Intl.DateTimeFormat) => !/^GMT[+-]/.test(partOf(format, Date.UTC(2026, 0, 1), 'timeZoneName'))
  const format = speakers.map(words).find(knows) ?? words('en-GB')
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const { weekday = '', day = '', month = '', year = '', timeZoneName = '' } = part
    const key = `${year.padStart(4, '0')}-${two(months.indexOf(month) + 1)}-${day.padStart(2, '0')}`
    return {
      weekday,
      day,
      month,
      year,
      clock: `${part.hour}:${part.minute}`,
      zone: timeZoneName.replace(/^GMT(?=[+-])/, 'UTC'),
      key,
    }
  }
}

function nameOf(zone: string, at: Date): string {
  const name = partOf(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longGeneric' }),
    at,
    'timeZoneName',
  )
  return /^GMT(\+00:00)?$/.test(name) ? 'Coordinated Universal Time' : name
}

function partOf(format: Intl.DateTimeFormat, at: Date | number, wanted: string): string {
  return format.formatToParts(at).find(({ type }) => type === wanted)?.value ?? ''
}

const two = (value: number) => String(value).padStart(2, '0')
