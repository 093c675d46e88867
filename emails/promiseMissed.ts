import type { Status } from '../db/vocabulary.ts'
import { listFooter } from './footer.ts'
import type { PageFacts } from './layout.ts'
import type { Message, Personal } from './message.ts'
import { written } from './sheet.ts'
import type { Voice } from './voice.ts'

export type PromiseMissed = {
  page: PageFacts
  incident: { name: string; subject: string; url: string; status: Status; language: string }
  kind: 'update' | 'postmortem'
  by: Date
  /** When it came after all. */
  keptAt: Date | undefined
}

/** The mail for those who asked to hear of missed promises: which, by when, and whether it came since. */
export function promiseMissed(voice: Voice, facts: PromiseMissed, personal: Personal): Message {
  const { words, times } = voice
  const { page, incident, kind, by, keptAt } = facts
  const promised = words.promise[kind](times.whole(by))
  const since = keptAt ? words.promise.came(times.whole(keptAt)) : words.promise.notYet
  const said = [promised, since].join(words.between)
  const state = words.statuses[incident.status]
  return written(voice, {
    page,
    subject: incident.subject,
    preheader: words.colon(words.promise.overdue, said),
    stance: { mark: 'none', word: words.promise.overdue },
    beside: words.promise.since(times.near(by, by)),
    title: incident.name,
    theirs: incident.language,
    body: said,
    rows: [[words.promise.state, state]],
    link: { label: words.maintenance.see, url: incident.url },
    footer: listFooter(voice, page, personal, words.promise.asked),
  })
}
