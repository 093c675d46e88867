import { type ComponentState, rankOf, worstOf } from '../../db/vocabulary.ts'
import { toHtml } from '../context/text.ts'
import type { PromiseRow, Story } from './stories.ts'
import type { Moment, Times } from './times.ts'
import { originalOf, type UpdateView, updatesView } from './updatesView.ts'
import { english, type Voice } from './voice.ts'
import type { Stance } from './words.ts'

/** When something will be said: still ahead, or passed without a word. */
export type PromiseView = { by: Moment; overdue: boolean }

export type IncidentView = {
  id: string
  href: string
  name: string
  /** Of its name and what stands beside the updates, where it is not the page's. */
  lang: string | undefined
  status: string
  stance: Stance
  since: Moment
  promise: PromiseView | undefined
  /** "Major outage: Checkout and Payments.", "Degraded: Search."; empty when nothing is. */
  affectedLines: string[]
  /** The same as one line. */
  affected: string
  advice: string | undefined
  notAffected: string | undefined
  updates: UpdateView[]
}

/** Whether it runs, as the public sees it: what was written down afterwards or imported never did. */
export function isActive({ row }: Story): boolean {
  const over = ['resolved', 'postmortem', 'completed', 'cancelled', 'scheduled'].includes(row.status)
  return !over && !row.backfilledAt && !row.importedFrom
}

/** A running incident as the home page and its own page print it. */
export function incidentView(story: Story, times: Times, expectedDay = times.today): IncidentView {
  const { row } = story
  const { voice } = times
  const open = openStates(story)
  const state = worstOf(open.map(({ state }) => state))
  return {
    id: row.id,
    href: `/incidents/${row.id}`,
    name: row.name,
    lang: originalOf(story.language, voice)?.language,
    status: voice.statusWord(row.status),
    stance: state === 'operational' ? { mark: 'none', word: voice.statusWord(row.status) } : voice.stanceOf(state),
    since: times.on(row.startedAt),
    promise: promiseView(story.promises, times),
    affectedLines: affectedLines(open, voice),
    affected: affectedText(open, voice),
    advice: row.advice ? toHtml(row.advice, 'markdown') : undefined,
    notAffected: row.notAffected ? toHtml(row.notAffected, 'markdown') : undefined,
    updates: updatesView(story, times, expectedDay),
  }
}

/** The promise that binds now, if any: neither kept nor taken back. */
export function promiseView(promises: PromiseRow[], times: Times): PromiseView | undefined {
  const open = promises.filter((one) => one.kind === 'update' && !one.keptAt && !one.withdrawnAt).at(-1)
  return open && { by: times.on(open.by), overdue: open.lapsedAt !== null }
}

type NamedState = { name: string; state: ComponentState }

/** What the incident says of its components right now. */
function openStates({ claims, components }: Story): NamedState[] {
  const names = new Map(components.map(({ id, name }) => [id, name]))
  return claims
    .filter((claim) => !claim.endedAt)
    .map((claim) => ({ name: names.get(claim.componentId) ?? '', state: claim.state }))
}

/** The worst that an incident reached: of its claims, or its impact where no state was recorded. */
export function worstStance({ claims, row }: Story, voice: Voice = english): Stance {
  const state = worstOf(claims.map((claim) => claim.state))
  return state === 'operational' ? voice.stanceOfImpact(row.impactOverride ?? row.impact) : voice.stanceOf(state)
}

/** A sentence per state, the worst first: "Major outage: Checkout and Payments.", "Degraded: Search.". */
export function affectedLines(states: readonly NamedState[], voice: Voice = english): string[] {
  const { line } = voice.words.states
  const byState = Map.groupBy(states, ({ state }) => state)
  const worstFirst = [...byState].sort(([a], [b]) => rankOf(b) - rankOf(a))
  return worstFirst.map(([state, some]) => line(voice.stanceOf(state).word, voice.listed(some.map(({ name }) => name))))
}

/** The same as one line. */
export const affectedText = (states: readonly NamedState[], voice: Voice = english): string =>
  affectedLines(states, voice).join(' ')

/** How long it lasted; undefined while it runs, or where the source's times make no sense. */
export function lasted({ row, maintenance }: Story, voice: Voice = english): string | undefined {
  const from = maintenance?.beganAt ?? row.startedAt
  const to = maintenance?.completedAt ?? row.resolvedAt
  // A source that knows one instant only gives it twice.
  return to && +to !== +from ? voice.duration(+to - +from) : undefined
}
