import { html } from 'hono/html'
import type { Html, PageFacts } from './layout.ts'
import type { Personal } from './message.ts'
import { signature } from './plain.ts'
import { ink } from './tones.ts'

/** Why this arrived, and how to make it stop. */
export function leaveNote(page: PageFacts, personal: Personal): { html: Html; text: string } {
  const why = `${personal.address} follows ${personal.follows} on ${page.name}.`
  return {
    html: html`${why}<br><a class="ink" href="${personal.leaveUrl}" style="color:${ink.ink}">Unsubscribe</a> &middot; <a class="ink" href="${page.url}" style="color:${ink.ink}">Status page</a>`,
    text: signature(why, `Unsubscribe: ${personal.leaveUrl}`, `Status page: ${page.url}`),
  }
}
