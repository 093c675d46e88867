import { ownFooter } from './footer.ts'
import type { PageFacts } from './layout.ts'
import type { Message } from './message.ts'
import { written } from './sheet.ts'
import type { Voice } from './voice.ts'

/** What somebody asked for: everything, or things of ours by their names. */
export type Wanted = { everything: boolean; names: string[] }

export type ConfirmSubscription = { page: PageFacts; wanted: Wanted; confirmUrl: string }

/** Asks whether the owner of an address wants what somebody asked for in its name. Nothing in it was chosen by a stranger. */
export function confirmSubscription(voice: Voice, { page, wanted, confirmUrl }: ConfirmSubscription): Message {
  const { subject, state, title, asked, about, act, otherwise } = voice.words.confirm
  const said = asked(page.name)
  return written(voice, {
    page,
    subject: subject(page.name),
    preheader: said,
    stance: { mark: 'none', word: state },
    title: title(page.name),
    body: said,
    rows: [[about, wantedIn(voice, wanted)]],
    link: { label: act, url: confirmUrl },
    footer: ownFooter(voice, page, otherwise),
  })
}

export function wantedIn({ words, lines }: Voice, { everything, names }: Wanted): string {
  return everything ? words.confirm.everything : lines(names)
}
