import { describe, expect, it } from 'vitest'
import { noTime } from '../../api/components/uptime.ts'
import { barsOf, type Cell, cellOf, isTrouble, stanceOfCell, together } from '../../api/reads/bars.ts'
import { recordOf } from '../../api/reads/record.ts'
import { percent } from '../../api/reads/words.ts'

const slow = { name: 'Search was slow', href: '/incidents/slow', planned: false }
const move = { name: 'Moving the shelves', href: '/incidents/move', planned: true }
const well = (key: string): Cell => ({ key, state: 'operational', up: 1, causes: [] })
const bad = (key: string, up: number): Cell => ({ key, state: 'major_outage', up, causes: [slow] })

describe('a day', () => {
  const day = {
    day: '2026-11-19',
    worst: 'operational',
    up: 1,
    upWithMaintenance: 1,
    time: noTime,
    causes: [],
  } as const

  it('with an incident but no recorded state says so, and counts nowhere', () => {
    const cell = cellOf({ ...day, causes: [] }, [slow], () => slow)
    expect(cell).toEqual({ key: '2026-11-19', state: 'unrecorded', up: null, causes: [slow] })
    expect(stanceOfCell(cell)).toEqual({ mark: 'none', word: 'No state recorded' })
  })

  it('with a recorded state keeps it, and names the other incident too', () => {
    const claimed = { cause: 'incident', causeId: 'x', state: 'partial_outage' } as const
    const cell = cellOf({ ...day, worst: 'partial_outage', up: 0.9, causes: [claimed] }, [slow], () => move)
    expect(cell.state).toBe('partial_outage')
    expect(cell.causes).toEqual([move, slow])
  })

  it('of planned work is no trouble', () => {
    expect(isTrouble({ ...well('2026-11-19'), state: 'under_maintenance' })).toBe(false)
    expect(isTrouble(bad('2026-11-19', 0.5))).toBe(true)
  })
})

describe('bars', () => {
  it('run quiet days together and give a day with something to say its own sentence', () => {
    const cells = [well('2026-11-16'), well('2026-11-17'), bad('2026-11-18', 0.97999), well('2026-11-19')]
    expect(barsOf(cells, '2026-11-19')).toEqual([
      { mark: 'ok', count: 2 },
      { mark: 'major', href: '/incidents/slow', text: 'Wed 18 Nov: 97.9 %. Search was slow' },
      { mark: 'ok', count: 1 },
    ])
  })

  it('say "so far" of today, and lead to the table where nobody wrote about it', () => {
    const today: Cell = { ...bad('2026-11-19', 0.5), causes: [{ name: '', href: undefined, planned: false }] }
    expect(barsOf([today], '2026-11-19')).toEqual([
      { mark: 'major', href: '#day-2026-11-19', text: 'Thu 19 Nov: 50.0 % so far. Major outage' },
    ])
  })

  it('of a group show the worst of each day and the mean of the figures', () => {
    const [day] = together([
      [bad('2026-11-18', 0.8)],
      [{ ...well('2026-11-18'), state: 'under_maintenance', causes: [move] }],
    ])
    expect(day).toEqual({ key: '2026-11-18', state: 'major_outage', up: 0.9, causes: [slow, move] })
  })
})

describe('the record', () => {
  const at = (iso: string) => new Date(iso)

  it('counts days without trouble among the known ones only', () => {
    const unknown: Cell = { key: '2026-11-16', state: 'unknown', up: null, causes: [] }
    const rows = [[unknown, well('2026-11-17'), bad('2026-11-18', 0.5), well('2026-11-19')]]
    expect(recordOf(rows, [], [])).toEqual([
      { term: 'Days without trouble', value: '2 of 3' },
      { term: 'Incidents', value: 'None' },
    ])
  })

  it('leaves out an incident that ends before it starts, and counts a late word as a broken promise', () => {
    const backwards = { startedAt: at('2026-11-18T10:00:00Z'), resolvedAt: at('2026-11-18T09:00:00Z') }
    const hour = { startedAt: at('2026-11-18T10:00:00Z'), resolvedAt: at('2026-11-18T11:05:00Z') }
    const late = { keptAt: at('2026-11-18T11:00:00Z'), lapsedAt: at('2026-11-18T10:30:00Z') }
    const kept = { keptAt: at('2026-11-18T11:00:00Z'), lapsedAt: null }
    expect(recordOf([[well('2026-11-18')]], [backwards, hour], [late, kept]).slice(1)).toEqual([
      { term: 'Incidents', value: '2' },
      { term: 'Longest', value: '1 h 5 min' },
      { term: 'Promises kept', value: '1 of 2' },
    ])
  })

  it('says nothing before there is a day to count', () => {
    expect(recordOf([], [], [])).toEqual([])
  })
})

it('never rounds a loss away', () => {
  expect(percent(0.99996)).toBe('99.99 %')
  expect(percent(1)).toBe('100.00 %')
  expect(percent(0.9799999)).toBe('97.99 %')
})
