import type { Status } from '../db/vocabulary.ts'
import { listFooter } from './footer.ts'
import { type Text, writtenIn } from './incidentUpdate.ts'
import type { PageFacts } from './layout.ts'
import type { Message, Personal } from './message.ts'
import { written } from './sheet.ts'
import type { Mark } from './tones.ts'
import type { Voice } from './voice.ts'

export type Window = { from: Date; until: Date }

export type MaintenanceNotice = {
  page: PageFacts
  maintenance: { name: string; subject: string; url: string }
  /** The language that people wrote in. */
  language: string
  status: Status
  number: number
  at: Date
  window: Window
  /** The window before it was moved. */
  earlierWindow: Window | undefined
  components: string[]
  body: Text
}

const marks: Partial<Record<Status, Mark>> = { completed: 'ok', cancelled: 'none' }

/** The mail that announces a maintenance, moves it, begins it, ends it or calls it off. */
export function maintenanceNotice(voice: Voice, facts: MaintenanceNotice, personal: Personal): Message {
  const { words, times } = voice
  const { page, maintenance, earlierWindow, body } = facts
  const status = earlierWindow ? words.maintenance.moved : words.statuses[facts.status]
  const window = times.span(facts.window.from, facts.window.until)
  return written(voice, {
    page,
    subject: maintenance.subject,
    preheader: `${words.colon(status, window)} · ${body.gist}`,
    stance: { mark: marks[facts.status] ?? 'maint', word: status },
    title: maintenance.name,
    theirs: facts.language,
    corner: words.maintenance.notice(facts.number),
    said: times.whole(facts.at),
    body,
    note: writtenIn(voice, body, words.incident.writtenIn),
    rows: [
      [words.maintenance.when, window],
      [words.maintenance.beforeItMoved, earlierWindow && times.span(earlierWindow.from, earlierWindow.until)],
      [words.incident.affected, facts.components.join('\n')],
    ],
    link: { label: words.maintenance.see, url: maintenance.url },
    footer: listFooter(voice, page, personal),
  })
}
