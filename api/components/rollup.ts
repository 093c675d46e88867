import { type ComponentState, type Impact, impacts } from '../../db/vocabulary.ts'

export type Indicator = 'none' | 'minor' | 'major' | 'critical' | 'maintenance'
export type Rollup = { indicator: Indicator; description: string }

/**
 * The page's indicator and its sentence, in the words that Statuspage's API gives them.
 * @param states the shown states of leaf components only
 */
export function rollup(states: readonly ComponentState[]): Rollup {
  const has = (state: ComponentState) => states.includes(state)
  const all = (state: ComponentState) => states.length > 0 && states.every((one) => one === state)

  if (states.every((state) => state === 'operational'))
    return { indicator: 'none', description: 'All Systems Operational' }
  if (all('major_outage')) return { indicator: 'critical', description: 'Major System Outage' }
  if (all('partial_outage')) return { indicator: 'major', description: 'Partial System Outage' }
  if (all('degraded_performance') && states.length > 1)
    return { indicator: 'minor', description: 'Degraded System Service' }
  if (has('major_outage')) return { indicator: 'major', description: 'Partial System Outage' }
  if (has('partial_outage')) return { indicator: 'minor', description: 'Minor Service Outage' }
  if (has('degraded_performance')) return { indicator: 'minor', description: 'Partially Degraded Service' }
  return { indicator: 'maintenance', description: 'Service Under Maintenance' }
}

/** The impact of an incident whose components are in these states: the same table; maintenance is not an impact of an incident. */
export function impactOf(states: readonly ComponentState[]): Impact {
  const { indicator } = rollup(states.filter((state) => state !== 'under_maintenance'))
  return indicator
}

/** The worse of two impacts. */
export function worseImpact(a: Impact, b: Impact): Impact {
  return impacts.indexOf(a) >= impacts.indexOf(b) ? a : b
}
