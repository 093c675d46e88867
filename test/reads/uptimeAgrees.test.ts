import { describe, expect, it } from 'vitest'
import type { Claim } from '../../api/components/claims.ts'
import { weights } from '../../api/components/uptime.ts'
import { type Day, lastDays } from '../../api/context/zones.ts'
import { type Cause, isTrouble, speaks } from '../../api/reads/bars.ts'
import { type Figures, figuresOf, type Unrecorded } from '../../api/reads/figures.ts'
import { lastOf, monthsOf, yearDays } from '../../api/reads/months.ts'
import { componentStates } from '../../db/vocabulary.ts'

const minute = 60_000
const zone = 'Europe/Amsterdam'
// The year holds both ends of summer time.
const now = new Date('2026-11-19T13:07:00Z')
const days = yearDays(now, zone)
const causeOf = ({ causeId }: { causeId: string }): Cause => ({ name: causeId, href: causeId, planned: false })

/** Numbers that look like chance and are the same on every run. */
function dice(seed: number) {
  let state = seed * 2654435761
  return (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0
    return ((state ^ (state >>> 13)) >>> 0) % below
  }
}

function drawn(seed: number) {
  const roll = dice(seed)
  const span = +now - +(days[0] as Day).from
  const claims = Array.from({ length: roll(25) }, (_, id): Claim => {
    // Some begin before the year, some have not ended, some last no time at all.
    const began = +(days[0] as Day).from + Math.floor((roll(1_100_000) / 1_000_000 - 0.05) * (span / minute)) * minute
    const lasts = [0, roll(50), roll(600), roll(20_000)][roll(4)] as number
    const beganAt = new Date(Math.min(began, +now - minute))
    const endedAt = roll(12) === 0 ? null : new Date(Math.min(+beganAt + lasts * minute, +now))
    const state = componentStates[1 + roll(4)] as Claim['state']
    const rest = {
      componentId: 'one',
      cause: 'incident',
      replaces: null,
      replacedAt: null,
      createdAt: beganAt,
    } as const
    return { id, causeId: `because${id}`, state, beganAt, endedAt, ...rest }
  })
  const startDate = roll(3) === 0 ? (days[roll(days.length)]?.day ?? null) : null
  const silent = new Map(
    Array.from({ length: roll(4) }, () => [days[roll(days.length)]?.day ?? '', [causeOf({ causeId: 'x' })]]),
  )
  const unrecorded: Unrecorded = new Map([['one', silent]])
  return { claims, startDate, unrecorded }
}

/** The slow and plain way: look at every minute of a day, and take the worst claim there is. */
function minuteByMinute(day: Day, claims: Claim[]) {
  const end = Math.min(+day.to, +now)
  const [plain, planned] = [[] as number[], [] as number[]]
  for (let at = +day.from; at < end; at += minute) {
    const open = claims.filter(({ beganAt, endedAt }) => +beganAt <= at && (endedAt ? +endedAt : +now) > at)
    const worst = Math.max(0, ...open.map(({ state }) => weights[state]))
    plain.push(worst)
    planned.push(open.some(({ state }) => state === 'under_maintenance') ? 1 : worst)
  }
  const sum = (all: number[]) => all.reduce((a, b) => a + b, 0) * minute
  return { known: plain.length * minute, lost: sum(plain), lostWithMaintenance: sum(planned) }
}

describe.each(Array.from({ length: 12 }, (_, n) => n + 1))('chance %d', (seed) => {
  const { claims, startDate, unrecorded } = drawn(seed)
  const figures = figuresOf([{ id: 'one', startDate }], claims, unrecorded, days, now, causeOf).get('one') as Figures

  it('every day is what its minutes were, and what nobody knows counts nowhere', () => {
    for (const [index, day] of days.entries()) {
      const cell = figures.cells[index]
      const time = figures.times[index]
      const touched = claims.some(({ beganAt, endedAt }) => +beganAt < +day.to && +(endedAt ?? now) > +day.from)
      // A day on which nothing was claimed is the same as the one before it.
      if (!touched && cell?.state === 'operational' && index < days.length - 1) continue
      if (cell?.state === 'unknown' || cell?.state === 'unrecorded') {
        expect([cell.up, time?.known, time?.lost]).toEqual([null, 0, 0])
        continue
      }
      const slow = touched ? minuteByMinute(day, claims) : { known: time?.known, lost: 0, lostWithMaintenance: 0 }
      expect(time?.known).toBe(slow.known)
      expect(time?.lost).toBeCloseTo(slow.lost as number, 2)
      expect(time?.lostWithMaintenance).toBeCloseTo(slow.lostWithMaintenance as number, 2)
      expect(time?.lost).toBeCloseTo((time?.major ?? 0) + 0.3 * (time?.partial ?? 0), 2)
      expect(cell?.up).toBeCloseTo(1 - (slow.lost as number) / (slow.known as number), 9)
    }
  })

  it('months, days and the whole lead to one figure', () => {
    const months = monthsOf(figures)
    const overMonths = months.reduce(
      (sum, { time }) => ({ known: sum.known + time.known, lost: sum.lost + time.lost }),
      {
        known: 0,
        lost: 0,
      },
    )
    const overDays = figures.cells.reduce(
      (sum, { up }, index) => {
        const known = up === null ? 0 : (figures.times[index]?.known ?? 0)
        return { known: sum.known + known, lost: sum.lost + known * (1 - (up ?? 1)) }
      },
      { known: 0, lost: 0 },
    )
    if (figures.up === null) expect([overMonths.known, overDays.known]).toEqual([0, 0])
    else {
      expect(figures.up).toBeCloseTo(1 - overMonths.lost / overMonths.known, 9)
      expect(figures.up).toBeCloseTo(1 - overDays.lost / overDays.known, 9)
      expect(figures.upWithMaintenance).toBeLessThanOrEqual(figures.up)
    }
    expect(months.flatMap(({ cells }) => cells)).toEqual(figures.cells)
  })

  it('the last ninety days of the year are the ninety days that the home page measures', () => {
    const ninety = lastDays(90, now, zone)
    const apart = figuresOf([{ id: 'one', startDate }], claims, unrecorded, ninety, now, causeOf).get('one')
    expect(lastOf(figures, 90)).toEqual(apart)
  })

  it('a bar with something to say has something behind it, and loses time only then', () => {
    for (const [index, cell] of figures.cells.entries()) {
      if (speaks(cell)) expect(cell.causes.length).toBeGreaterThan(0)
      else expect(figures.times[index]?.lost).toBe(0)
      if ((figures.times[index]?.lost ?? 0) > 0) expect(isTrouble(cell)).toBe(true)
    }
  })
})

it('a year is this month and the eleven before it', () => {
  expect([days[0]?.day, days.at(-1)?.day]).toEqual(['2025-12-01', '2026-11-19'])
  const leap = yearDays(new Date('2028-03-31T23:30:00Z'), 'Etc/UTC')
  expect([leap[0]?.day, leap.at(-1)?.day, leap.length]).toEqual(['2027-04-01', '2028-03-31', 366])
})
