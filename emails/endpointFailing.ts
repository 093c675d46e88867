import type { Endpoint } from './confirmEndpoint.ts'
import { ownFooter } from './footer.ts'
import type { PageFacts } from './layout.ts'
import type { Message } from './message.ts'
import { written } from './sheet.ts'
import type { Voice } from './voice.ts'

export type EndpointTrouble = {
  page: PageFacts
  endpoint: Endpoint
  at: Date
  since: Date | undefined
  /** What was answered last, in short. */
  answer: string | undefined
  /** When it is switched off unless something gets through. */
  offAt?: Date | undefined
  manageUrl: string
}

/** Warns whoever answers for an endpoint before it is switched off. */
export function endpointFailing(voice: Voice, facts: EndpointTrouble): Message {
  const { endpoint: words } = voice.words
  const { page, offAt } = facts
  const next = offAt ? words.nextUntil(voice.times.whole(offAt)) : words.next
  const said = [words.failing, next].join(voice.words.between)
  return written(voice, {
    page,
    subject: words.failingSubject(page.name),
    preheader: said,
    stance: { mark: 'none', word: words.failingState },
    title: words.failingTitle,
    said: voice.times.whole(facts.at),
    body: said,
    rows: troubleRows(voice, facts),
    link: { label: words.see, url: facts.manageUrl },
    footer: ownFooter(voice, page, words.why(page.name)),
  })
}

/** Which endpoint, since when, and what it answered. */
export function troubleRows({ words, times }: Voice, { endpoint, since, answer }: EndpointTrouble) {
  const { endpoint: words_ } = words
  const rows: [string, string | undefined][] = [
    [words_.endpoint, words_.kinds[endpoint.kind]],
    [words_.host, endpoint.host],
    [words_.since, since && times.whole(since)],
    [words_.answer, answer],
  ]
  return rows
}
