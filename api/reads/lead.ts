import { type ComponentState, worstOf } from '../../db/vocabulary.ts'
import { affectedText, type IncidentView } from './incidentView.ts'
import type { MaintenanceView } from './maintenanceView.ts'
import { listed, type Mark, numberWord, type Stance, stanceOf } from './words.ts'

/** The top of the page: what a stranger must know in two seconds. */
export type Lead = {
  stance: Stance
  /** The thick rule and the tint: the worst of everything. */
  mark: Mark
  headline: string
  deck: string
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
  const [incident] = incidents
  if (incidents.length > 1) return several(incidents)
  if (incident)
    return {
      kind: 'incident',
      stance: incident.stance,
      mark: incident.stance.mark,
      headline: incident.name,
      deck: incident.affected,
    }
  const troubled = leaves.filter(({ state }) => state !== 'operational' && state !== 'under_maintenance')
  if (troubled.length > 0) return unexplained(troubled)
  const underWay = maintenances.filter((one) => one.underWay)
  if (underWay.length > 0) return planned(underWay)
  const resting = leaves.filter(({ state }) => state === 'under_maintenance')
  if (resting.length > 0) return closed(resting)
  const headline = leaves.length > 0 ? 'All systems are working.' : 'No trouble is known.'
  return { kind: 'well', stance: stanceOf('operational'), mark: 'ok', headline, deck: '' }
}

const worstFirst: Mark[] = ['major', 'part', 'slow', 'none', 'maint', 'ok']

function several(incidents: readonly IncidentView[]): Lead {
  const stances = incidents.map(({ stance }) => stance)
  const worst = stances.sort((a, b) => worstFirst.indexOf(a.mark) - worstFirst.indexOf(b.mark))[0] as Stance
  return {
    kind: 'incidents',
    stance: worst,
    mark: worst.mark,
    headline: `We are working on ${numberWord(incidents.length)} problems.`,
    deck: '',
  }
}

/** A state set by hand or by an alert, before anybody has written about it. */
function unexplained(troubled: ShownComponent[]): Lead {
  const stance = stanceOf(worstOf(troubled.map(({ state }) => state)))
  const [only] = troubled
  const headline =
    troubled.length === 1 && only
      ? `${only.name} is not working as it should.`
      : `${upper(numberWord(troubled.length))} components are not working as they should.`
  return { kind: 'states', stance, mark: stance.mark, headline, deck: affectedText(troubled) }
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
    deck: `${deck} Everything else is working.`,
  }
}

function closed(resting: ShownComponent[]): Lead {
  const stance = stanceOf('under_maintenance')
  return {
    kind: 'maintenance',
    stance,
    mark: 'maint',
    headline: 'Maintenance is under way.',
    deck: `${listed(resting.map(({ name }) => name))}. Everything else is working.`,
  }
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
