import { randomUUID } from 'node:crypto'
import type { Message, Personal } from '../../emails/message.ts'

/** A rendered message that only lacks what is its reader's own. */
export type Letter = (personal: Personal) => Message

/** Renders once, with marks that nobody could have typed in the places of the personal parts. */
export function newLetter({ write }: { write(personal: Personal): Message }): Letter {
  const marks: Personal = { address: mark(), leaveUrl: mark(), manageUrl: mark(), follows: mark() }
  const { subject, html, text } = write(marks)
  const filled = (template: string, personal: Personal, spell: (value: string) => string) =>
    (Object.keys(marks) as (keyof Personal)[]).reduce(
      (done, part) => done.split(marks[part]).join(spell(personal[part])),
      template,
    )
  return (personal) => ({
    subject,
    html: filled(html, personal, escaped),
    text: filled(text, personal, (value) => value),
  })
}

const mark = () => `mark${randomUUID().replaceAll('-', '')}`

function escaped(value: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return value.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
