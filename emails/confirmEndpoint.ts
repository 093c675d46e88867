import type { ChannelKind } from '../db/vocabulary.ts'
import { type Wanted, wantedRows } from './confirmSubscription.ts'
import { ownFooter } from './footer.ts'
import type { PageFacts } from './layout.ts'
import type { Message } from './message.ts'
import { written } from './sheet.ts'
import type { Voice } from './voice.ts'

export type Endpoint = { kind: Exclude<ChannelKind, 'email'>; host: string }

export type ConfirmEndpoint = { page: PageFacts; endpoint: Endpoint; wanted: Wanted; confirmUrl: string }

/** Asks whoever is to answer for an endpoint whether it is theirs. Of what a stranger chose it names the host alone. */
export function confirmEndpoint(voice: Voice, { page, endpoint, wanted, confirmUrl }: ConfirmEndpoint): Message {
  const { confirm, endpoint: words } = voice.words
  const said = words.asked(page.name)
  return written(voice, {
    page,
    subject: words.confirmSubject(page.name),
    preheader: said,
    stance: { mark: 'none', word: confirm.state },
    title: words.confirmTitle(page.name, words.kinds[endpoint.kind]),
    body: said,
    rows: [[words.endpoint, words.kinds[endpoint.kind]], [words.host, endpoint.host], ...wantedRows(voice, wanted)],
    link: { label: words.act, url: confirmUrl },
    footer: ownFooter(voice, page, words.otherwise),
  })
}
