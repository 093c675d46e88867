import { expect, test } from 'vitest'
import { impactOf, rollup } from '../../api/components/rollup.ts'
import type { ComponentState } from '../../db/vocabulary.ts'

const short = {
  o: 'operational',
  m: 'under_maintenance',
  d: 'degraded_performance',
  p: 'partial_outage',
  x: 'major_outage',
} as const
const states = (letters: string): ComponentState[] => [...letters].map((letter) => short[letter as keyof typeof short])

test.each([
  ['', 'none', 'All Systems Operational'],
  ['ooo', 'none', 'All Systems Operational'],
  ['x', 'critical', 'Major System Outage'],
  ['xx', 'critical', 'Major System Outage'],
  ['p', 'major', 'Partial System Outage'],
  ['pp', 'major', 'Partial System Outage'],
  ['d', 'minor', 'Partially Degraded Service'],
  ['dd', 'minor', 'Degraded System Service'],
  ['m', 'maintenance', 'Service Under Maintenance'],
  ['mm', 'maintenance', 'Service Under Maintenance'],
  ['xo', 'major', 'Partial System Outage'],
  ['xp', 'major', 'Partial System Outage'],
  ['po', 'minor', 'Minor Service Outage'],
  ['pd', 'minor', 'Minor Service Outage'],
  ['do', 'minor', 'Partially Degraded Service'],
  ['dm', 'minor', 'Partially Degraded Service'],
  ['mo', 'maintenance', 'Service Under Maintenance'],
])('components %j are %s: %s', (letters, indicator, description) => {
  expect(rollup(states(letters))).toEqual({ indicator, description })
})

test('one component in partial outage is a major incident, though the page says minor', () => {
  expect(impactOf(states('p'))).toBe('major')
  expect(rollup(states('pooo')).indicator).toBe('minor')
})

test('maintenance is no impact of an incident', () => {
  expect(impactOf(states('m'))).toBe('none')
})
