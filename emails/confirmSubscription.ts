import type { Hearing } from '../db/vocabulary.ts'
import { ownFooter } from './footer.ts'
import type { PageFacts } from './layout.ts'
import type { Message } from './message.ts'
import { written } from './sheet.ts'
import type { Voice } from './voice.ts'

/** What somebody asked for: everything, or things of ours by their names; and which news of them, where it is not the usual. */
export type Wanted = { everything: boolean; names: string[]; kinds: Hearing[] | undefined }

export type ConfirmSubscription = { page: PageFacts; wanted: Wanted; confirmUrl: string }

/** Asks whether the owner of an address wants what somebody asked for in its name. Nothing in it was chosen by a stranger. */
export function confirmSubscription(voice: Voice, { page, wanted, confirmUrl }: ConfirmSubscription): Message {
  const { subject, state, title, act, otherwise } = voice.words.confirm
  const said = askedIn(voice, page.name, wanted)
  return written(voice, {
    page,
    subject: subject(page.name),
    preheader: said,
    stance: { mark: 'none', word: state },
    title: title(page.name),
    body: said,
    rows: wantedRows(voice, wanted),
    link: { label: act, url: confirmUrl },
    footer: ownFooter(voice, page, otherwise),
  })
}

/** Who wants neither incidents nor maintenance was not asked for in their name. */
function askedIn({ words }: Voice, name: string, { kinds }: Wanted): string {
  const other = kinds && !kinds.includes('incidents') && !kinds.includes('maintenance')
  return other ? words.confirm.askedOther(name) : words.confirm.asked(name)
}

export function wantedRows({ words, lines }: Voice, { everything, names, kinds }: Wanted): [string, string][] {
  const { confirm } = words
  return [
    [confirm.about, everything ? confirm.everything : lines(names)],
    ...(kinds ? [[confirm.which, lines(kinds.map((kind) => confirm.kinds[kind]))] as [string, string]] : []),
  ]
}
