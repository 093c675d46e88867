import { ownFooter } from './footer.ts'
import type { PageFacts } from './layout.ts'
import type { Message } from './message.ts'
import { written } from './sheet.ts'
import type { Voice } from './voice.ts'

export type ManageLink = {
  page: PageFacts
  /** What waits there to be added: the name of an incident. */
  wanted: string | undefined
  manageUrl: string
}

/** The way to a subscriber's own page, for whoever asked for it at that address. */
export function manageLink(voice: Voice, { page, wanted, manageUrl }: ManageLink): Message {
  const { subject, state, title, said, add, act, otherwise } = voice.words.link
  return written(voice, {
    page,
    subject: subject(page.name),
    preheader: said(page.name),
    stance: { mark: 'none', word: state },
    title,
    body: said(page.name),
    rows: [[add, wanted]],
    link: { label: act, url: manageUrl },
    footer: ownFooter(voice, page, otherwise),
  })
}
