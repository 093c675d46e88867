import { describe, expect, it } from 'vitest'
import { dayName, daySpan, duration, monthName, timesIn } from '../../api/reads/times.ts'

const at = (iso: string) => new Date(iso)
const now = at('2026-11-19T13:22:00Z')

describe('times in the page’s zone', () => {
  const times = timesIn('Europe/Berlin', now)

  it('says today by the clock, other days by their name, other years in full', () => {
    expect(times.on(at('2026-11-19T12:43:00Z')).text).toBe('13:43')
    expect(times.on(at('2026-11-18T12:43:00Z')).text).toBe('Wed 18 Nov, 13:43')
    expect(times.on(at('2025-06-30T22:30:00Z')).text).toBe('Tue 1 Jul 2025, 00:30')
  })

  it('keeps the exact instant, its day and its zone one step away', () => {
    const { iso, title } = times.at(at('2026-07-01T10:00:00.250Z'))
    expect(iso).toBe('2026-07-01T10:00:00.250Z')
    expect(title).toBe('Wednesday 1 July 2026, 12:00 CEST')
  })

  it('names the second day of a span only when it is another', () => {
    const texts = (from: string, to: string) => times.span(at(from), at(to)).map(({ text }) => text)
    expect(texts('2026-11-19T12:43:00Z', '2026-11-19T14:11:00Z')).toEqual(['Thu 19 Nov, 13:43', '15:11'])
    expect(texts('2026-11-19T22:43:00Z', '2026-11-19T23:11:00Z')).toEqual(['Thu 19 Nov, 23:43', 'Fri 20 Nov, 00:11'])
  })

  it('turns the day at the page’s midnight', () => {
    expect(times.dayKey(at('2026-11-18T22:59:59Z'))).toBe('2026-11-18')
    expect(times.dayKey(at('2026-11-18T23:00:00Z'))).toBe('2026-11-19')
  })
})

it.each([
  ['Europe/London', 'GMT', 'United Kingdom Time'],
  ['America/New_York', 'EST', 'Eastern Time'],
  ['Australia/Sydney', 'AEDT', 'Australian Eastern Time'],
  ['Asia/Kolkata', 'IST', 'India Standard Time'],
  ['Asia/Tokyo', 'UTC+9', 'Japan Standard Time'],
  ['Etc/UTC', 'UTC', 'Coordinated Universal Time'],
])('calls %s as people there do', (zone, word, name) => {
  const times = timesIn(zone, now)
  expect(times.zoneWord(now)).toBe(word)
  expect(times.zoneName).toBe(name)
})

it.each([
  [0, 'under a minute'],
  [59_999, 'under a minute'],
  [60_000, '1 min'],
  [53 * 60_000, '53 min'],
  [59.7 * 60_000, '1 h'],
  [88 * 60_000, '1 h 28 min'],
  [86_400_000, '1 day'],
  [97_200_000, '1 day 3 h'],
  [5 * 86_400_000 - 60_000, '5 days'],
  [-1, undefined],
])('says %d ms as %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

it('names days and months without asking the clock', () => {
  expect(dayName('2026-09-02')).toBe('Wed 2 Sep')
  expect(daySpan('2026-11-13', '2026-11-16')).toBe('13–16 Nov')
  expect(daySpan('2026-11-27', '2026-12-03')).toBe('27 Nov – 3 Dec')
  expect(monthName('2026-03')).toBe('March 2026')
})
