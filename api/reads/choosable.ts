import type { Reader } from '../../db/open.ts'
import type { Hearing, Language } from '../../db/vocabulary.ts'
import { standingComponents } from './homeRows.ts'
import type { Voice } from './voice.ts'

export type Leaf = { id: string; name: string }

/** What a page offers to follow: groups with their components, and those outside every group, in the page's order. */
export type Choosable = { groups: (Leaf & { members: Leaf[] })[]; loose: Leaf[] }

export async function readChoosable(reader: Reader): Promise<Choosable> {
  const rows = await standingComponents(reader)
  const leaf = ({ id, name }: Leaf) => ({ id, name })
  const groups = rows
    .filter(({ isGroup }) => isGroup)
    .map((group) => ({ ...leaf(group), members: rows.filter(({ groupId }) => groupId === group.id).map(leaf) }))
  return {
    groups: groups.filter(({ members }) => members.length > 0),
    loose: rows.filter(({ isGroup, groupId }) => !isGroup && !groupId).map(leaf),
  }
}

/** What somebody has chosen, or typed a moment ago. */
export type Chosen = {
  everything: boolean
  /** Ids of components and groups. */
  components: readonly string[]
  kinds: readonly string[]
  floor: string
  language: string
}

/** Who says nothing about it. */
export const usual: Chosen = {
  everything: true,
  components: [],
  kinds: ['incidents', 'maintenance', 'postmortems'],
  floor: 'all',
  language: 'en',
}

/** As those who read it call it. */
export const ownNames: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ja: '日本語',
}

/** "incidents, planned maintenance and reports"; empty for nothing. */
export const newsText = (kinds: readonly Hearing[], { listed, words }: Voice): string =>
  listed(kinds.map((kind) => words.subscribing.kindsWithin[kind]))
