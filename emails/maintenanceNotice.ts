import { html } from 'hono/html'
import { leaveNote } from './footer.ts'
import { button, layout, lead, type PageFacts, prose, rows } from './layout.ts'
import type { Message, Personal } from './message.ts'
import { labelled, plain, wrapped } from './plain.ts'
import type { Stance } from './tones.ts'

/** Times are written out in the page's zone, with its name. */
export type MaintenanceNotice = {
  page: PageFacts
  maintenance: { name: string; subject: string; url: string }
  stance: Stance
  number: number
  at: string
  window: string
  /** The window before it was moved. */
  earlierWindow: string | undefined
  components: string[]
  body: { html: string; text: string; gist: string }
}

/** The mail that announces a maintenance, moves it, begins it, ends it or calls it off. */
export function maintenanceNotice(facts: MaintenanceNotice, personal: Personal): Message {
  const { page, maintenance, stance, body } = facts
  const footer = leaveNote(page, personal)
  const components = facts.components.join('\n')
  return {
    subject: maintenance.subject,
    html: layout({
      page,
      mark: stance.mark,
      preheader: `${stance.word}: ${facts.window}. ${body.gist}`,
      title: maintenance.name,
      corner: facts.number > 1 ? `Notice ${facts.number}` : '',
      body: html`${lead({ stance, beside: '', title: maintenance.name, said: html`${facts.at}` })}
${prose(body.html)}${rows([
  ['When', facts.window],
  ['Before it moved', facts.earlierWindow],
  ['Affected', components],
])}${button('See it on the status page', maintenance.url)}`,
      footer: footer.html,
    }),
    text: plain(
      wrapped(`${stance.word}: ${maintenance.name}`),
      facts.at,
      wrapped(body.text),
      labelled('When', facts.window),
      labelled('Before it moved', facts.earlierWindow),
      labelled('Affected', components),
      `See it on the status page:\n${maintenance.url}`,
      footer.text,
    ),
  }
}
