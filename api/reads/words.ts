import type { ChannelKind, ComponentState, EndpointKind, Impact, Status } from '../../db/vocabulary.ts'

/** The six looks that a state can have: each a colour, a glyph and a height on a bar. */
export type Mark = 'ok' | 'maint' | 'slow' | 'part' | 'major' | 'none'

/** A look with the word that goes with it; neither is ever shown alone. */
export type Stance = { mark: Mark; word: string }

const states: Record<ComponentState, Stance> = {
  operational: { mark: 'ok', word: 'Working' },
  under_maintenance: { mark: 'maint', word: 'Maintenance' },
  degraded_performance: { mark: 'slow', word: 'Degraded' },
  partial_outage: { mark: 'part', word: 'Partial outage' },
  major_outage: { mark: 'major', word: 'Major outage' },
}

const statuses: Record<Status, string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  postmortem: 'Report',
  scheduled: 'Planned',
  in_progress: 'Under way',
  verifying: 'Checking',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

const impacts: Record<Impact, Stance> = {
  none: { mark: 'none', word: 'No impact' },
  minor: { mark: 'slow', word: 'Minor impact' },
  major: { mark: 'part', word: 'Major impact' },
  critical: { mark: 'major', word: 'Critical impact' },
  maintenance: { mark: 'maint', word: 'Maintenance' },
}

const channelWords: Record<ChannelKind, string> = {
  email: 'Mail',
  webhook: 'Webhook',
  slack: 'Slack',
  teams: 'Microsoft Teams',
  discord: 'Discord',
  google_chat: 'Google Chat',
}

/** What posts go to beside mailboxes, by name. */
export const endpointWords: Record<EndpointKind, string> = channelWords

export const channelWord = (channel: ChannelKind): string => channelWords[channel]

/** The same within a sentence: only the names of products keep their capital. */
export const channelNoun = (channel: ChannelKind): string =>
  channel === 'email' || channel === 'webhook' ? channelWord(channel).toLowerCase() : channelWord(channel)

/** What a reader sees instead of a component's state. */
export const stanceOf = (state: ComponentState): Stance => states[state]

/** What a reader sees instead of an impact: for incidents whose components have no recorded state. */
export const stanceOfImpact = (impact: Impact): Stance => impacts[impact]

export const statusWord = (status: Status): string => statuses[status]

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** A count with its noun: "1 component", "4 components". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}

/** Small numbers as words, as a sentence wants them. */
export function numberWord(count: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][count] ?? String(count)
}

/** A share as a percentage that never rounds a loss away: 0.99996 is "99.99 %". */
export function percent(share: number, digits = 2): string {
  const scale = 10 ** digits
  const down = Math.floor(share * 100 * scale + 1e-9) / scale
  return `${down.toFixed(digits)} %`
}
