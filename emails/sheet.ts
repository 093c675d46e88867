import { html } from 'hono/html'
import { type Footer, led } from './footer.ts'
import { type Html, layout, type PageFacts } from './layout.ts'
import type { Message } from './message.ts'
import { button, lead, promise, prose, type Row, remark, rows } from './parts.ts'
import { labelled, plain, wrapped } from './plain.ts'
import { ink, type Stance } from './tones.ts'
import type { Voice } from './voice.ts'

/** What a mail says, part by part: written once as HTML and once as text, neither made from the other. */
export type Sheet = {
  page: PageFacts
  subject: string
  /** What an inbox shows behind the subject: begins with the state. */
  preheader: string
  /** The look of the state, and what stands beside it: "began 13:38 CET". */
  stance: Stance
  beside?: string
  title: string
  /** The language of the title, and of what else people wrote. */
  theirs?: string | undefined
  /** A word at the right of the head: "Update 3". */
  corner?: string
  /** What was done, where it is another word than the state's; in bold in front of `said`. */
  status?: string
  /** When that was said, or what it is about. */
  said?: string
  /** What people wrote, as HTML that is safe already and as text; or a sentence of ours. */
  body?: Body | string
  /** A remark of ours under it. */
  note?: string | undefined
  /** What must not be overlooked. */
  promise?: string | undefined
  rows?: Row[]
  link: { label: string; url: string }
  footer: Footer
}

type Body = { html: string; text: string; language?: string | undefined }

/** The mail that a sheet describes, in the language of its voice. */
export function written(voice: Voice, sheet: Sheet): Message {
  const { language, words } = voice
  const other = (one: string | undefined) => (one === language ? undefined : one)
  const { page, stance, title, link, footer } = sheet
  const body = typeof sheet.body === 'string' ? ours(sheet.body) : sheet.body
  const told = (sheet.rows ?? []).map(([label, text, theirs]): Row => [label, text, other(theirs)])
  return {
    subject: sheet.subject,
    html: layout({
      language,
      page,
      mark: stance.mark,
      preheader: sheet.preheader,
      title,
      corner: sheet.corner ?? '',
      body: html`${lead({ stance, beside: sheet.beside ?? '', title, said: saidIn(sheet), language: other(sheet.theirs) })}
${body ? prose(body.html, other(body.language)) : ''}${sheet.note ? remark(sheet.note) : ''}${sheet.promise ? promise(sheet.promise) : ''}${rows(told)}${button(link.label, link.url)}`,
      footer: html`${footer.html}`,
    }),
    text: plain(
      wrapped(words.colon(sheet.status ?? stance.word, title)),
      wrapped(factsIn(sheet).join('\n')),
      body && wrapped(body.text),
      sheet.note && wrapped(sheet.note),
      sheet.promise && wrapped(sheet.promise),
      ...told.map(([label, text]) => labelled(label, text)),
      led(voice, link.label, link.url),
      footer.text,
    ),
  }
}

const ours = (text: string): Body => ({ html: String(html`<p>${text}</p>`), text })

function saidIn({ stance, status, said }: Sheet): Html | '' {
  if (!said) return ''
  return status && status !== stance.word
    ? html`<b class="ink" style="color:${ink.ink}">${status}</b> &middot; ${said}`
    : html`${said}`
}

/** The same facts in lines of text: state and since when, number and time. A state that the first line says stands alone nowhere. */
function factsIn({ stance, beside, status = stance.word, corner, said }: Sheet): string[] {
  const line = (...facts: (string | undefined)[]) => facts.filter(Boolean).join(' · ')
  return [line(beside || status !== stance.word ? stance.word : '', beside), line(corner, said)].filter(Boolean)
}
