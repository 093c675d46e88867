import { html } from 'hono/html'
import { button, layout, lead, type PageFacts, prose } from './layout.ts'
import type { Message } from './message.ts'
import { plain, signature, wrapped } from './plain.ts'

export type ConfirmSubscription = {
  page: PageFacts
  /** The names of the chosen components; empty for everything. */
  components: string[]
  confirmUrl: string
}

/** Asks whether the owner of an address wants what somebody asked for in its name. Nothing in it was chosen by a stranger. */
export function confirmSubscription({ page, components, confirmUrl }: ConfirmSubscription): Message {
  const title = `Do you want mail from ${page.name}?`
  const what = components.length > 0 ? `about ${listed(components)}` : 'about everything on the page'
  const asked = `Somebody, probably you, asked us to write to this address ${what} whenever something breaks or maintenance is planned.`
  const otherwise =
    'If it was not you, do nothing: without the confirmation we do not write again, and after 7 days we forget the address.'
  return {
    subject: `Confirm your subscription to ${page.name}`,
    html: layout({
      page,
      mark: 'none',
      preheader: `Please confirm, and you hear from us when it matters. ${otherwise}`,
      title,
      corner: '',
      body: html`${lead({ stance: { mark: 'none', word: 'Please confirm' }, beside: '', title, said: html`` })}
${prose(String(html`<p>${asked}</p>`))}${button('Confirm the subscription', confirmUrl)}`,
      footer: html`${otherwise}`,
    }),
    text: plain(title, wrapped(asked), `Confirm the subscription:\n${confirmUrl}`, signature(wrapped(otherwise))),
  }
}

function listed(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
