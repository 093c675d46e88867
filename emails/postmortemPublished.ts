import { html } from 'hono/html'
import { leaveNote } from './footer.ts'
import { button, layout, lead, type PageFacts, prose } from './layout.ts'
import type { Message, Personal } from './message.ts'
import { plain, wrapped } from './plain.ts'

export type PostmortemPublished = {
  page: PageFacts
  report: { title: string; url: string; at: string }
  incident: { name: string; when: string }
  /** The report's first words. */
  gist: string
}

/** The mail that says that a report can be read. */
export function postmortemPublished(
  { page, report, incident, gist }: PostmortemPublished,
  personal: Personal,
): Message {
  const footer = leaveNote(page, personal)
  const about = `On “${incident.name}”, ${incident.when}.`
  return {
    subject: `Post-mortem: ${report.title}`,
    html: layout({
      page,
      mark: 'none',
      preheader: `Post-mortem. ${gist}`,
      title: report.title,
      corner: 'Post-mortem',
      body: html`${lead({ stance: { mark: 'none', word: 'Post-mortem' }, beside: `published ${report.at}`, title: report.title, said: html`${about}` })}
${prose(String(html`<p>${gist}</p>`))}${button('Read the whole report', report.url)}`,
      footer: footer.html,
    }),
    text: plain(
      wrapped(`Post-mortem: ${report.title}`),
      wrapped(about),
      wrapped(gist),
      `Read the whole report:\n${report.url}`,
      footer.text,
    ),
  }
}
