import { html } from 'hono/html'
import { listFooter } from './footer.ts'
import { writtenIn } from './incidentUpdate.ts'
import type { PageFacts } from './layout.ts'
import type { Message, Personal } from './message.ts'
import { written } from './sheet.ts'
import type { Voice } from './voice.ts'

export type PostmortemPublished = {
  page: PageFacts
  report: { title: string; url: string; at: Date; language: string }
  incident: { name: string; startedAt: Date }
  /** The report's first words. */
  gist: string
}

/** The mail that says that a report can be read. */
export function postmortemPublished(voice: Voice, facts: PostmortemPublished, personal: Personal): Message {
  const { words, times } = voice
  const { page, report, incident, gist } = facts
  const { word } = words.postmortem
  return written(voice, {
    page,
    subject: words.colon(word, report.title),
    preheader: words.colon(word, gist),
    stance: { mark: 'none', word },
    beside: words.postmortem.published(times.whole(report.at)),
    title: report.title,
    theirs: report.language,
    said: words.postmortem.about(incident.name, times.day(incident.startedAt)),
    body: { html: String(html`<p>${gist}</p>`), text: gist, language: report.language },
    note: writtenIn(voice, report, words.postmortem.writtenIn),
    link: { label: words.postmortem.read, url: report.url },
    footer: listFooter(voice, page, personal),
  })
}
