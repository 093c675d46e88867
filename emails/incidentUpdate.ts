import { html } from 'hono/html'
import { leaveNote } from './footer.ts'
import { button, layout, lead, type PageFacts, promise, prose, rows } from './layout.ts'
import type { Message, Personal } from './message.ts'
import { labelled, plain, wrapped } from './plain.ts'
import { ink, type Stance } from './tones.ts'

/** Times are written out in the page's zone, with its name. */
export type IncidentUpdate = {
  page: PageFacts
  /** `subject` is the name it was opened with, the same in every mail, so that a mail client shows one conversation. */
  incident: { name: string; subject: string; url: string }
  stance: Stance
  /** What stands beside the state: "began 13:38 CET", "after 53 min". */
  beside: string
  status: string
  /** 1 for the first. */
  number: number
  at: string
  body: { html: string; text: string; gist: string }
  nextUpdateBy: string | undefined
  advice: string | null
  notAffected: string | null
  affected: { name: string; word: string }[]
}

/** The mail for one post on an incident. */
export function incidentUpdate(facts: IncidentUpdate, personal: Personal): Message {
  const { page, incident, stance, status, body } = facts
  const footer = leaveNote(page, personal)
  const next = facts.nextUpdateBy && `Next update by ${facts.nextUpdateBy}`
  const link = facts.number > 1 ? `Read all ${facts.number} updates` : 'Follow it on the status page'
  const affected = facts.affected.map(({ name, word }) => `${name}: ${word.toLowerCase()}`).join('\n')
  return {
    subject: incident.subject,
    html: layout({
      page,
      mark: stance.mark,
      preheader: `${status}. ${body.gist}`,
      title: incident.name,
      corner: facts.number > 1 ? `Update ${facts.number}` : '',
      body: html`${lead({ stance, beside: facts.beside, title: incident.name, said: html`<b class="ink" style="color:${ink.ink}">${status}</b> &middot; ${facts.at}` })}
${prose(body.html)}${next ? promise(next) : ''}${rows([
  ['What you can do', facts.advice],
  ['Affected', affected],
  ['Not affected', facts.notAffected],
])}${button(link, incident.url)}`,
      footer: footer.html,
    }),
    text: plain(
      wrapped(`${status}: ${incident.name}`),
      wrapped([stance.word, facts.beside].filter(Boolean).join(', ')),
      facts.at,
      wrapped(body.text),
      next && `${next}.`,
      labelled('What you can do', facts.advice),
      labelled('Affected', affected),
      labelled('Not affected', facts.notAffected),
      `${link}:\n${incident.url}`,
      footer.text,
    ),
  }
}
