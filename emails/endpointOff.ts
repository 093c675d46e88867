import { type EndpointTrouble, troubleRows } from './endpointFailing.ts'
import { ownFooter } from './footer.ts'
import type { Message } from './message.ts'
import { written } from './sheet.ts'
import type { Voice } from './voice.ts'

/** Tells whoever answers for an endpoint that nothing is sent there any more, and how to change that. */
export function endpointOff(voice: Voice, facts: EndpointTrouble): Message {
  const { endpoint: words } = voice.words
  return written(voice, {
    page: facts.page,
    subject: words.offSubject(facts.page.name),
    preheader: words.off,
    stance: { mark: 'none', word: words.offState },
    title: words.offTitle,
    said: voice.times.whole(facts.at),
    body: words.off,
    rows: troubleRows(voice, facts),
    link: { label: words.on, url: facts.manageUrl },
    footer: ownFooter(voice, facts.page, words.why(facts.page.name)),
  })
}
