import type { ChannelKind, EndpointKind } from '../../db/vocabulary.ts'
import { english } from './voice.ts'

/** The six looks that a state can have: each a colour, a glyph and a height on a bar. */
export type Mark = 'ok' | 'maint' | 'slow' | 'part' | 'major' | 'none'

/** A look with the word that goes with it; neither is ever shown alone. */
export type Stance = { mark: Mark; word: string }

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

// What the panel and programs read is English; a public page asks the voice of its reader.
export const { stanceOf, stanceOfImpact, statusWord, listed } = english

/** A count with its noun: "1 component", "4 components". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}

/** Small numbers as words, as a sentence wants them. */
export function numberWord(count: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][count] ?? String(count)
}

export const percent = (share: number, digits?: number): string => english.percent(share, digits)
