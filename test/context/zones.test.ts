import { describe, expect, test } from 'vitest'
import { dayOf, instantOf, isoIn, lastDays, wallOf } from '../../api/context/zones.ts'

test.each([
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:00:00.000Z'],
  ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  ['2026-06-15T12:00', 'Asia/Kolkata', '2026-06-15T06:30:00.000Z'],
  ['2026-06-15', 'Etc/UTC', '2026-06-15T00:00:00.000Z'],
])('%s in %s is %s', (wall, zone, instant) => {
  expect(instantOf(wall, zone).toISOString()).toBe(instant)
})

describe('days over a change of the clocks', () => {
  const lengths = (now: string, zone: string) =>
    lastDays(3, new Date(now), zone).map(({ from, to }) => (+to - +from) / 3_600_000)

  test.each([
    ['2026-03-30T12:00:00Z', 'Europe/Berlin', [24, 23, 24]],
    ['2026-10-26T12:00:00Z', 'Europe/Berlin', [24, 25, 24]],
    ['2026-03-09T12:00:00Z', 'America/New_York', [24, 23, 24]],
    ['2026-11-02T12:00:00Z', 'America/New_York', [24, 25, 24]],
  ])('before %s in %s have %j hours', (now, zone, expected) => {
    expect(lengths(now, zone)).toEqual(expected)
  })

  test('follow each other without a gap', () => {
    const days = lastDays(400, new Date('2026-11-02T12:00:00Z'), 'America/New_York')
    for (const [index, day] of days.entries()) if (index > 0) expect(day.from).toEqual(days[index - 1]?.to)
    expect(new Set(days.map(({ day }) => day)).size).toBe(400)
  })
})

test('an instant in a zone reads back', () => {
  const at = new Date('2026-03-04T17:15:02.118Z')
  expect(isoIn(at, 'America/Los_Angeles')).toBe('2026-03-04T09:15:02.118-08:00')
  expect(isoIn(at, 'Asia/Kolkata')).toBe('2026-03-04T22:45:02.118+05:30')
  expect(isoIn(at, 'Etc/UTC')).toBe('2026-03-04T17:15:02.118Z')
  expect(wallOf(at, 'Asia/Kolkata')).toBe('2026-03-04T22:45')
  expect(dayOf(new Date('2026-03-04T23:30:00Z'), 'Europe/Berlin')).toBe('2026-03-05')
})
