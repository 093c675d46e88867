import { asc, inArray } from 'drizzle-orm'
import type { Reader } from '../../db/open.ts'
import { publications } from '../../db/schema.ts'
import { printable, toHtml } from '../context/text.ts'
import type { Story, UpdateRow } from './stories.ts'
import type { Times } from './times.ts'
import { statusWord } from './words.ts'

/** One thing in a feed. `html` is safe to show anywhere. */
export type Article = { guid: string; link: string; title: string; at: Date; html: string }

/** A post-mortem as it stands now. */
export type Publication = { title: string; html: string; publishedAt: Date; correctedAt: Date }

/** Updates as a feed shows them, in the order given: when, what kind, the text. */
export function sectionsOf(updates: UpdateRow[], story: Story, times: Times): string {
  return [windowOf(story, times), ...updates.map((update) => sectionOf(update, times))].join('')
}

/** A maintenance says first what it is and when. */
function windowOf({ maintenance }: Story, times: Times): string {
  if (!maintenance) return ''
  const [from, to] = [times.whole(maintenance.scheduledFor).text, times.whole(maintenance.scheduledUntil).text]
  return `<p><strong>Planned maintenance, ${escaped(from)} to ${escaped(to)}</strong></p>\n`
}

function sectionOf(update: UpdateRow, times: Times): string {
  const when = escaped(times.whole(update.displayAt).text)
  const word = update.retractedAt ? 'This update was withdrawn' : statusWord(update.status)
  return `<p><small>${when}</small><br><strong>${word}</strong></p>\n${bodyOf(update)}\n${promiseOf(update, times)}`
}

/** By when the post-mortem is promised, while it is not published; nothing without a promise. */
export function reportPromiseOf({ promises }: Story, times: Times): string {
  const open = promises.findLast((one) => one.kind === 'postmortem' && !one.keptAt && !one.withdrawnAt)
  if (!open) return ''
  const by = escaped(times.fullDate(open.by).text)
  return `<p><em>${open.lapsedAt ? `The post-mortem is overdue; it was promised by ${by}` : `Post-mortem by ${by}`}</em></p>\n`
}

/** What was promised with this update; it stands there whatever became of it. */
function promiseOf({ nextUpdateBy, retractedAt }: UpdateRow, times: Times): string {
  if (!nextUpdateBy || retractedAt) return ''
  return `<p><em>Next update by ${escaped(times.whole(nextUpdateBy).text)}</em></p>\n`
}

/** Imported text need not begin with a block of its own. */
function bodyOf({ body, format }: UpdateRow): string {
  const html = printable(toHtml(body, format)).trim()
  return /^<(p|ul|ol|pre|blockquote|h\d|div|table)\b/i.test(html) ? html : `<p>${html}</p>`
}

/** The published post-mortems of some incidents, by incident. */
export async function readPublications(reader: Reader, incidentIds: string[]): Promise<Map<string, Publication>> {
  const rows = await reader
    .select()
    .from(publications)
    .where(inArray(publications.incidentId, incidentIds))
    .orderBy(asc(publications.publishedAt))
  const found = new Map<string, Publication>()
  for (const row of rows) {
    const publishedAt = found.get(row.incidentId)?.publishedAt ?? row.publishedAt
    const html = printable(toHtml(row.body, row.format)).trim()
    found.set(row.incidentId, { title: row.title, html, publishedAt, correctedAt: row.publishedAt })
  }
  return found
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
