import { type ComponentState, worstOf } from '../../db/vocabulary.ts'
import { affectedLines, type IncidentView } from './incidentView.ts'
import type { MaintenanceView } from './maintenanceView.ts'
import { listed, type Mark, numberWord, type Stance, stanceOf } from './words.ts'

/** The top of the page: what a stranger must know in two seconds. */
export type Lead = {
  stance: Stance
  /** The thick rule and the tint: the worst of everything. */
  mark: Mark
  headline: string
  /** A sentence a line. */
  deck: string[]
  kind: 'incident' | 'incidents' | 'states' | 'maintenance' | 'well'
}

export type ShownComponent = { name: string; state: ComponentState }

/**
 * The sentence for right now.
 * @param incidents running ones, newest first
 * @param leaves every component that is shown, groups left out
 */
export function leadOf(
  incidents: readonly IncidentView[],
  maintenances: readonly MaintenanceView[],
  leaves: readonly ShownComponent[],
): Lead {
  if (incidents.length > 0) return running(incidents, leaves)
  const troubled = leaves.filter(({ state }) => state !== 'operational' && state !== 'under_maintenance')
  if (troubled.length > 0) return unexplained(troubled)
  const underWay = maintenances.filter((one) => one.underWay)
  if (underWay.length > 0) return planned(underWay)
  const resting = leaves.filter(({ state }) => state === 'under_maintenance')
  if (resting.length > 0) return closed(resting)
  const headline = leaves.length > 0 ? 'All systems are working.' : 'No trouble is known.'
  return { kind: 'well', stance: stanceOf('operational'), mark: 'ok', headline, deck: [] }
}

/** The most urgent first, then the newest. */
export function urgentFirst(incidents: readonly IncidentView[]): IncidentView[] {
  return incidents.toSorted((a, b) => worstFirst.indexOf(a.stance.mark) - worstFirst.indexOf(b.stance.mark))
}

const worstFirst: Mark[] = ['major', 'part', 'slow', 'none', 'maint', 'ok']
const worse = (a: Stance, b: Stance) => (worstFirst.indexOf(b.mark) < worstFirst.indexOf(a.mark) ? b : a)

/** One incident speaks for itself; several are counted, and named below. */
function running(incidents: readonly IncidentView[], leaves: readonly ShownComponent[]): Lead {
  const stance = incidents.map((incident) => incident.stance).reduce(worse)
  const { mark } = worse(stance, stanceOf(worstOf(leaves.map(({ state }) => state))))
  const [only] = incidents
  if (incidents.length === 1 && only)
    return { kind: 'incident', stance, mark, headline: only.name, deck: only.affectedLines }
  const headline = `We are working on ${numberWord(incidents.length)} problems.`
  return { kind: 'incidents', stance, mark, headline, deck: [] }
}

/** A state set by hand or by an alert, before anybody has written about it. */
function unexplained(troubled: ShownComponent[]): Lead {
  const stance = stanceOf(worstOf(troubled.map(({ state }) => state)))
  const [only] = troubled
  const what = troubled.length === 1 && only ? only.name : `${numberWord(troubled.length)} components`
  const headline = `There is trouble with ${what}.`
  const deck = troubled.length > 1 ? affectedLines(troubled) : []
  return { kind: 'states', stance, mark: stance.mark, headline, deck }
}

function planned(underWay: MaintenanceView[]): Lead {
  const [only] = underWay
  const deck =
    underWay.length === 1 && only
      ? `${only.name}, until ${only.until.text} ${only.zone}.`
      : `${listed(underWay.map(({ name }) => name))}.`
  const stance = { mark: 'maint', word: 'Maintenance' } as const
  return {
    kind: 'maintenance',
    stance,
    mark: 'maint',
    headline: 'Planned work is under way.',
    deck: [deck, 'Everything else is working.'],
  }
}

function closed(resting: ShownComponent[]): Lead {
  const stance = stanceOf('under_maintenance')
  return {
    kind: 'maintenance',
    stance,
    mark: 'maint',
    headline: 'Maintenance is under way.',
    deck: [`${listed(resting.map(({ name }) => name))}.`, 'Everything else is working.'],
  }
}
