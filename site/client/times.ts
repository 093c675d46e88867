const minute = 60_000

/** Adds the words relative to now, and the reader's own clock on demand. Returns how to do both again. */
export function startTimes(): () => void {
  const zones = document.getElementById('zones') as HTMLElement
  const own = zones.querySelector<HTMLInputElement>('[value=own]') as HTMLInputElement
  const page = clockIn(document.documentElement.dataset.zone)
  const reader = clockIn()
  const again = () => {
    sayRelative()
    sayOwn(own.checked, page, reader, zones)
  }
  zones.hidden = page(Date.now()).time === reader(Date.now()).time
  zones.onchange = again
  setInterval(() => document.hidden || sayRelative(), 15_000)
  again()
  return again
}

/** An instant by the clock that the page's times are said by just now. @param at milliseconds since 1970 */
export function sayClock(at: number): string {
  const own = document.querySelector<HTMLInputElement>('#zones [value=own]')?.checked
  return clockIn(own ? undefined : document.documentElement.dataset.zone)(at).time
}

/** The page brings the words, in the order of `script` in the catalogue of times. */
function sayRelative(): void {
  const words = (document.documentElement.dataset.says ?? '').split('|')
  const [ago = '', ahead = '', overdue = '', ...units] = words
  for (const span of document.querySelectorAll<HTMLElement>('[data-rel]')) {
    const { rel, at = '' } = span.dataset
    const past = Date.now() - Date.parse(at)
    const [lasting, away] = inWords(Math.abs(past), units)
    const late = span.closest('.overdue') ? lasting : put(overdue, lasting)
    const due = past < 0 ? put(ahead, away) : late
    const says: Record<string, string> = {
      ago: put(ago, away),
      back: ` (${put(ago, away)})`,
      for: ` (${lasting})`,
      until: ` (${due})`,
    }
    const text = says[rel as string] ?? ''
    if (span.textContent !== text) span.textContent = text
  }
}

/** "9 min", "5 h", "1 h 28 min", "14 days"; and the same as it stands behind "in" and "ago". */
function inWords(ms: number, [min = '', h = '', days = '', daysAway = '']: string[]): [string, string] {
  const minutes = Math.max(1, Math.round(ms / minute))
  const hours = Math.floor(minutes / 60)
  const day = Math.floor(hours / 24)
  if (hours >= 48) return [put(days, day), put(daysAway, day)]
  const rest = put(min, minutes % 60)
  const large = put(h, hours)
  const said = !hours ? rest : hours < 6 && minutes % 60 ? `${large} ${rest}` : large
  return [said, said]
}

const put = (text: string, what: string | number) => text.replace('{}', `${what}`)

type Clock = (at: number) => { day: string; time: string }

function clockIn(timeZone?: string): Clock {
  const { lang } = document.documentElement
  const day = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  })
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  const comma = lang === 'ja' ? ' ' : ', '
  return (at) => ({ day: day.format(at) + comma, time: time.format(at) })
}

/** Times are said by the page's clock or by the reader's; days without a time stay the page's. */
function sayOwn(own: boolean, page: Clock, reader: Clock, zones: HTMLElement): void {
  for (const time of document.querySelectorAll('time')) {
    const said = time.dataset.said ?? time.textContent
    if (!/\d\d:\d\d$/.test(said) || own === 'said' in time.dataset) continue
    time.dataset.said = said
    const at = Date.parse(time.dateTime)
    const mine = reader(at)
    const withDay = said.length > 5 || mine.day !== page(at).day
    time.textContent = own ? (withDay ? mine.day : '') + mine.time : said
    if (!own) delete time.dataset.said
  }
  for (const zone of document.querySelectorAll<HTMLElement>('.zone')) {
    zone.dataset.said ??= zone.textContent
    zone.textContent = own ? (zones.dataset.own ?? '') : zone.dataset.said
  }
}
