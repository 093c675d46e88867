import { ownFooter } from './footer.ts'
import type { PageFacts } from './layout.ts'
import type { Message } from './message.ts'
import { written } from './sheet.ts'
import type { Voice } from './voice.ts'

/** Asks the owner of a new address whether mail shall come there from now on. The old address is not named: it is somebody's choice. */
export function confirmAddress(voice: Voice, { page, addressUrl }: { page: PageFacts; addressUrl: string }): Message {
  const { subject, title, asked, act, otherwise } = voice.words.address
  return written(voice, {
    page,
    subject: subject(page.name),
    preheader: asked(page.name),
    stance: { mark: 'none', word: voice.words.confirm.state },
    title,
    body: asked(page.name),
    link: { label: act, url: addressUrl },
    footer: ownFooter(voice, page, otherwise),
  })
}
