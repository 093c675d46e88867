import { type ComponentState, worstOf } from '../../db/vocabulary.ts'
import { affectedLines, type IncidentView } from './incidentView.ts'
import type { MaintenanceView } from './maintenanceView.ts'
import { english, type Voice } from './voice.ts'
import type { Mark, Stance } from './words.ts'

/** The top of the page: what a stranger must know in two seconds. */
export type Lead = {
  stance: Stance
  /** The thick rule and the tint: the worst of everything. */
  mark: Mark
  headline: string
  /** Of a headline that somebody wrote, where it is not the page's. */
  lang?: string | undefined
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
  voice: Voice = english,
): Lead {
  if (incidents.length > 0) return running(incidents, leaves, voice)
  const troubled = leaves.filter(({ state }) => state !== 'operational' && state !== 'under_maintenance')
  if (troubled.length > 0) return unexplained(troubled, voice)
  const underWay = maintenances.filter((one) => one.underWay)
  if (underWay.length > 0) return planned(underWay, voice)
  const resting = leaves.filter(({ state }) => state === 'under_maintenance')
  if (resting.length > 0) return closed(resting, voice)
  const { allWorking, noTrouble } = voice.words.home
  const headline = leaves.length > 0 ? allWorking : noTrouble
  return { kind: 'well', stance: voice.stanceOf('operational'), mark: 'ok', headline, deck: [] }
}

/** The most urgent first, then the newest. */
export function urgentFirst(incidents: readonly IncidentView[]): IncidentView[] {
  return incidents.toSorted((a, b) => worstFirst.indexOf(a.stance.mark) - worstFirst.indexOf(b.stance.mark))
}

const worstFirst: Mark[] = ['major', 'part', 'slow', 'none', 'maint', 'ok']
const worse = (a: Stance, b: Stance) => (worstFirst.indexOf(b.mark) < worstFirst.indexOf(a.mark) ? b : a)

/** One incident speaks for itself; several are counted, and named below. */
function running(incidents: readonly IncidentView[], leaves: readonly ShownComponent[], voice: Voice): Lead {
  const stance = incidents.map((incident) => incident.stance).reduce(worse)
  const { mark } = worse(stance, voice.stanceOf(worstOf(leaves.map(({ state }) => state))))
  const [only] = incidents
  if (incidents.length === 1 && only)
    return { kind: 'incident', stance, mark, headline: only.name, lang: only.lang, deck: only.affectedLines }
  const headline = voice.words.home.problems(incidents.length)
  return { kind: 'incidents', stance, mark, headline, deck: [] }
}

/** A state set by hand or by an alert, before anybody has written about it. */
function unexplained(troubled: ShownComponent[], voice: Voice): Lead {
  const { troubleWith, troubleWithMany } = voice.words.home
  const stance = voice.stanceOf(worstOf(troubled.map(({ state }) => state)))
  const [only] = troubled
  const headline = troubled.length === 1 && only ? troubleWith(only.name) : troubleWithMany(troubled.length)
  const deck = troubled.length > 1 ? affectedLines(troubled, voice) : []
  return { kind: 'states', stance, mark: stance.mark, headline, deck }
}

function planned(underWay: MaintenanceView[], voice: Voice): Lead {
  const { plannedWork, untilThen, names, restWorks } = voice.words.home
  const [only] = underWay
  const deck =
    underWay.length === 1 && only
      ? untilThen(only.name, only.until.text, only.zone)
      : names(voice.listed(underWay.map(({ name }) => name)))
  const stance = voice.stanceOf('under_maintenance')
  return {
    kind: 'maintenance',
    stance,
    mark: 'maint',
    headline: plannedWork,
    deck: [deck, restWorks],
  }
}

function closed(resting: ShownComponent[], voice: Voice): Lead {
  const { maintenanceRuns, names, restWorks } = voice.words.home
  const stance = voice.stanceOf('under_maintenance')
  return {
    kind: 'maintenance',
    stance,
    mark: 'maint',
    headline: maintenanceRuns,
    deck: [names(voice.listed(resting.map(({ name }) => name))), restWorks],
  }
}
