import type { PageFacts } from './layout.ts'
import type { Message } from './message.ts'
import { written } from './sheet.ts'
import type { Voice } from './voice.ts'

/** A mail that shows whoever runs the page that mails arrive, and how they look. For operators, so in English only. */
export function probe(voice: Voice, page: PageFacts): Message {
  const said = 'You asked Candor to send this mail, to see whether its mails arrive. Nobody else got it.'
  const look = 'Look whether it came into the inbox, and what its headers say about SPF, DKIM and DMARC.'
  return written(voice, {
    page,
    subject: `A probe from ${new URL(page.url).host}`,
    preheader: said,
    stance: { mark: 'none', word: 'Probe' },
    title: 'Mail from your status page arrives',
    body: `${said} ${look}`,
    link: { label: 'Open the status page', url: page.url },
    footer: { html: '', text: '' },
  })
}
