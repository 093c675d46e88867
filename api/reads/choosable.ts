import type { Reader } from '../../db/open.ts'
import type { Floor, Hearing, Language } from '../../db/vocabulary.ts'
import { standingComponents } from './homeRows.ts'
import { listed } from './words.ts'

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

type Words = { name: string; note: string }

export const kindWords: Record<Hearing, Words> = {
  incidents: { name: 'Incidents', note: 'when something breaks, and when it works again' },
  maintenance: { name: 'Planned maintenance', note: 'before it begins, and when it is over' },
  postmortems: { name: 'Reports', note: 'after an incident: what happened, and what we change' },
  promises: { name: 'Missed promises', note: 'when we did not write by the time that we had named' },
}

export const floorWords: Record<Floor, Words> = {
  all: { name: 'Every update', note: '' },
  new_and_resolved: { name: 'Only the beginning and the end', note: 'no updates in between' },
  major: { name: 'Only what is major', note: 'outages and the reports on them; nothing smaller, and no maintenance' },
}

/** As those who read it call it, and as we call it in a sentence. */
export const languageWords: Record<Language, { own: string; inEnglish: string }> = {
  en: { own: 'English', inEnglish: 'English' },
  de: { own: 'Deutsch', inEnglish: 'German' },
  fr: { own: 'Français', inEnglish: 'French' },
  es: { own: 'Español', inEnglish: 'Spanish' },
  ja: { own: '日本語', inEnglish: 'Japanese' },
}

/** "incidents, planned maintenance and reports"; empty for nothing. */
export const newsText = (kinds: readonly Hearing[]): string =>
  listed(kinds.map((kind) => kindWords[kind].name.toLowerCase()))
