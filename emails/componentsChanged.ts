import { type ComponentState, worstOf } from '../db/vocabulary.ts'
import { listFooter } from './footer.ts'
import type { PageFacts } from './layout.ts'
import type { Message, Personal } from './message.ts'
import { written } from './sheet.ts'
import { markOf } from './tones.ts'
import type { Voice } from './voice.ts'

export type ComponentsChanged = {
  page: PageFacts
  at: Date
  /** One or more: changes that were made together are told together. */
  changes: { name: string; before: ComponentState; state: ComponentState }[]
}

/** The mail that says that components are in another state than before, without an incident. */
export function componentsChanged(voice: Voice, { page, at, changes }: ComponentsChanged, personal: Personal): Message {
  const { words, times } = voice
  const worst = worstOf(changes.map(({ state }) => state))
  const word = words.states[worst]
  const names = changes.map(({ name }) => name)
  const title = voice.listed(names, 3)
  return written(voice, {
    page,
    subject: words.colon(word, title),
    preheader: words.colon(word, names.join(', ')),
    stance: { mark: markOf[worst], word },
    title,
    said: times.whole(at),
    rows: changes.map(({ name, before, state }) => [
      name,
      words.components.changed(words.states[state], words.statesWithin[before]),
    ]),
    link: { label: words.components.see, url: page.url },
    footer: listFooter(voice, page, personal),
  })
}
