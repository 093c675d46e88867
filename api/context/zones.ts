/** A calendar day in a zone, from its first instant to the first of the next; 23 to 25 hours long. */
export type Day = { day: string; from: Date; to: Date }

/** Whether the runtime knows this IANA zone. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The calendar day (YYYY-MM-DD) of an instant. */
export function dayOf(at: Date, zone: string): string {
  return clockOf(zone)(at).slice(0, 10)
}

/** The last `count` days in a zone, oldest first, the last one holding `now`. */
export function lastDays(count: number, now: Date, zone: string): Day[] {
  const days: Day[] = []
  const clock = clockOf(zone)
  let day = clock(now).slice(0, 10)
  let to = startOf(nextDay(day), clock)
  for (let n = 0; n < count; n++) {
    const from = startOf(day, clock)
    days.unshift({ day, from, to })
    to = from
    day = previousDay(day)
  }
  return days
}

/** The first instant of a calendar day (YYYY-MM-DD) in a zone, or of a wall-clock time (YYYY-MM-DDTHH:MM). */
export function instantOf(wall: string, zone: string): Date {
  return startOf(wall, clockOf(zone))
}

/** The wall-clock time of an instant as `YYYY-MM-DDTHH:MM`, as a datetime-local field wants it. */
export function wallOf(at: Date, zone: string): string {
  return clockOf(zone)(at).slice(0, 16)
}

/** ISO-8601 with milliseconds and the zone's offset; `Z` in UTC. */
export function isoIn(at: Date, zone: string): string {
  return isoWriter(zone)(at)
}

/** `isoIn` for many instants: making the formatter is what costs. */
export function isoWriter(zone: string): (at: Date) => string {
  if (/^(Etc\/)?(UTC|GMT|Universal|Zulu)$/i.test(zone)) return (at) => at.toISOString()
  const clock = clockOf(zone)
  return (at) => {
    const wall = clock(at)
    const minutes = Math.round((Date.parse(`${wall}Z`) - Math.floor(at.getTime() / 1000) * 1000) / 60000)
    const size = Math.abs(minutes)
    const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
    return `${wall}.${String(at.getUTCMilliseconds()).padStart(3, '0')}${offset}`
  }
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

export function previousDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

type Clock = (at: Date) => string

/** The wall clock of a zone: instant → `YYYY-MM-DDTHH:MM:SS`. */
function clockOf(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    return `${part.year?.padStart(4, '0')}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`
  }
}

/** In a spring gap the first instant behind it; in an autumn overlap the earlier of the two. */
function startOf(wall: string, clock: Clock): Date {
  const target = Date.parse(`${wall.length === 10 ? `${wall}T00:00:00` : wall.padEnd(19, ':00')}Z`)
  const offsetAt = (at: number) => Date.parse(`${clock(new Date(at))}Z`) - at
  const candidates = [target - offsetAt(target - 86_400_000), target - offsetAt(target + 86_400_000)].sort(
    (a, b) => a - b,
  )
  const exact = candidates.find((at) => at + offsetAt(at) === target)
  if (exact !== undefined) return new Date(exact)
  return new Date(gapEnd(candidates[0] as number, candidates[1] as number, offsetAt))
}

/** Where the offset changes between two instants, to the minute. */
function gapEnd(low: number, high: number, offsetAt: (at: number) => number): number {
  const before = offsetAt(low)
  let [from, to] = [low, high]
  while (to - from > 60_000) {
    const middle = from + Math.floor((to - from) / 120_000) * 60_000
    if (offsetAt(middle) === before) from = middle
    else to = middle
  }
  return to
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
