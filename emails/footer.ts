import { html } from 'hono/html'
import { type Html, namesItself, type PageFacts } from './layout.ts'
import type { Personal } from './message.ts'
import { signature, wrapped } from './plain.ts'
import { ink } from './tones.ts'
import type { Voice } from './voice.ts'

export type Footer = { html: Html | string; text: string }

/** Why a mail of the list came, how to get other ones, and how to get none. @param why unless it is what the reader follows */
export function listFooter(voice: Voice, page: PageFacts, personal: Personal, why = personal.follows): Footer {
  const { sentTo, change, leave, page: pageWord } = voice.words.footer
  const ways: [string, string][] = [
    [change, personal.manageUrl],
    [leave, personal.leaveUrl],
    [pageWord, page.url],
  ]
  const links = ways.map(([label, url], index) => html`${index > 0 && html` &middot; `}${link(label, url)}`)
  return {
    html: html`${sentTo(personal.address)}<br>${why}<br>${links}`,
    text: signature(
      signedBy(page),
      sentTo(personal.address),
      why,
      ...ways.map(([label, url]) => led(voice, label, url)),
    ),
  }
}

/** What stands under a mail to one person: what happens without them, and where we can be found. */
export function ownFooter(voice: Voice, page: PageFacts, otherwise: string): Footer {
  const word = voice.words.footer.page
  return {
    html: html`${otherwise}<br>${link(word, page.url)}`,
    text: signature(signedBy(page), wrapped(otherwise), led(voice, word, page.url)),
  }
}

/** Who writes, as the head of the HTML says it. */
function signedBy({ name }: PageFacts): string {
  return wrapped(namesItself(name) ? name : `${name} Status`)
}

/** An address on a line of its own, under what it leads to. */
export function led({ words }: Voice, label: string, url: string): string {
  return `${words.colon(label, '').trimEnd()}\n${url}`
}

function link(label: string, url: string): Html {
  return html`<a class="ink" href="${url}" style="color:${ink.ink}">${label}</a>`
}
