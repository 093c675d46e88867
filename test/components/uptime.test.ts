import { expect, test } from 'vitest'
import { noTime, type Span, uptimeOf } from '../../api/components/uptime.ts'
import { lastDays } from '../../api/context/zones.ts'
import type { ComponentState } from '../../db/vocabulary.ts'

const now = new Date('2026-03-03T12:00:00Z')
const days = lastDays(3, now, 'Etc/UTC')
const span = (state: ComponentState, from: string, to: string | null, causeId = 'a'): Span => ({
  state,
  cause: state === 'under_maintenance' ? 'maintenance' : 'incident',
  causeId,
  beganAt: new Date(`2026-03-${from}:00Z`),
  endedAt: to ? new Date(`2026-03-${to}:00Z`) : null,
})
const of = (...spans: Span[]) => uptimeOf(spans, days, null, now)

test('nothing claimed is fully up', () => {
  expect(of()).toMatchObject({ up: 1, upWithMaintenance: 1 })
  expect(of().days.map((day) => day.worst)).toEqual(['operational', 'operational', 'operational'])
})

test('a major outage weighs 1, a partial one 0.3, degraded nothing', () => {
  expect(of(span('major_outage', '01T00:00', '01T06:00')).days[0]).toMatchObject({ up: 0.75, worst: 'major_outage' })
  expect(of(span('partial_outage', '01T00:00', '01T12:00')).days[0]?.up).toBeCloseTo(0.85)
  expect(of(span('degraded_performance', '01T00:00', '01T12:00')).days[0]).toMatchObject({
    up: 1,
    worst: 'degraded_performance',
  })
})

test('two outages at one time are lost once, the worse of them', () => {
  const both = of(
    span('major_outage', '01T00:00', '01T06:00', 'a'),
    span('partial_outage', '01T03:00', '01T09:00', 'b'),
  )
  expect(both.days[0]?.up).toBeCloseTo(1 - (6 + 0.3 * 3) / 24)
  expect(both.days[0]?.causes.map(({ causeId }) => causeId)).toEqual(['a', 'b'])
})

test('maintenance is counted apart; an outage inside its window counts in both figures', () => {
  const quiet = of(span('under_maintenance', '01T00:00', '01T06:00'))
  expect(quiet.days[0]).toMatchObject({ up: 1, upWithMaintenance: 0.75, worst: 'under_maintenance' })
  const broken = of(
    span('under_maintenance', '01T00:00', '01T06:00', 'm'),
    span('major_outage', '01T03:00', '01T06:00', 'a'),
  )
  expect(broken.days[0]).toMatchObject({ up: 0.875, upWithMaintenance: 0.75, worst: 'major_outage' })
})

test('an open claim counts until now, and the rest of today is not known yet', () => {
  const open = of(span('major_outage', '03T06:00', null))
  expect(open.days[2]).toMatchObject({ up: 0.5 })
  expect(open.up).toBeCloseTo(1 - 6 / 60)
})

test('before the start date nothing is known, and nothing of it is counted', () => {
  const late = uptimeOf([span('major_outage', '01T00:00', '02T12:00')], days, '2026-03-02', now)
  expect(late.days[0]).toEqual({
    ...{ day: '2026-03-01', worst: 'unknown', up: null, upWithMaintenance: null },
    ...{ time: noTime, causes: [] },
  })
  expect(late.days[1]?.up).toBe(0.5)
  expect(late.up).toBeCloseTo(1 - 12 / 36)
  expect(uptimeOf([], days, '2026-04-01', now).up).toBeNull()
})

test('a claim over midnight belongs to both days', () => {
  const night = of(span('major_outage', '01T23:00', '02T01:00'))
  expect(night.days.map((day) => day.causes.length)).toEqual([1, 1, 0])
})

test('what lasted no time colours no day', () => {
  const none = of(span('major_outage', '01T06:00', '01T06:00'))
  expect(none.days[0]).toMatchObject({ worst: 'operational', up: 1, causes: [] })
})

test('the time of each kind adds up to what is lost, so that a reader can do the sum', () => {
  const { time } = of(
    span('major_outage', '01T00:00', '01T06:00', 'a'),
    span('partial_outage', '01T03:00', '01T09:00', 'b'),
    span('under_maintenance', '01T08:00', '01T10:00', 'm'),
  )
  const hour = 3_600_000
  expect(time).toMatchObject({ known: 60 * hour, major: 6 * hour, partial: 3 * hour, maintenance: 2 * hour })
  expect(time.lost).toBeCloseTo(time.major + 0.3 * time.partial)
  expect(time.lostWithMaintenance).toBeCloseTo((6 + 0.3 * 2 + 2) * hour)
})
